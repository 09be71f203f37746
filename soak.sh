#!/usr/bin/env bash
# The long run: 20,000 nudges, several workers, relays and consumers, at least 50 kill -9 in the middle of work, 5 seeds, on SQLite and
# PostgreSQL; a control without the inbox, which has to double; a kill at each named point; then 10,000 seeds of the simulation.
# Prints the ledger. Arguments such as --databases=Sqlite --seeds=1 --nudges=2000 --kills=5 make it shorter.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
build/install-test-servers.sh
dotnet build tests/Ttv.Soak -c Release -v quiet --nologo
exec dotnet tests/Ttv.Soak/bin/Release/net10.0/Ttv.Soak.dll "$@"
