#!/usr/bin/env bash
# The long run of the gate: 20,000 nudges, several workers, relays and consumers, at least 50 kill -9 in the middle of
# work, 5 seeds, on SQLite and PostgreSQL; a control without the inbox, which has to double; kills at each named point; workers stopped
# past their lease; 10,000 seeds of the simulation; then the tests of the other rows, several times over, with other random cases each time.
# Prints the ledger as Markdown tables, a line a run and a line a row; everything else goes to standard error.
#   ./soak.sh > ledger.md
#   ./soak.sh --databases=Sqlite --seeds=1 --nudges=2000 --kills=5 --times=1 --simulations=100 --repeat=1    (shorter)
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
repeat=3
for argument in "$@"; do
  case $argument in --repeat=*) repeat=${argument#*=} ;; esac
done

status=0
output=$(mktemp)
trap 'rm -f "$output"' EXIT

# row NUMBER WHAT [PROJECT FILTER]...: runs the filtered tests of each project so many times, and prints one line.
row() {
  local number=$1 what=$2 passed=0 holds=yes started=$SECONDS count
  shift 2
  while [ "$#" -gt 0 ]; do
    for ((i = 0; i < repeat; i++)); do
      # A filter that matches nothing proves nothing.
      if dotnet test "tests/$1" -c Release --no-build --nologo --filter "$2" >"$output" 2>&1 &&
        count=$(grep -o 'Passed: *[0-9]*' "$output" | grep -o '[0-9]*$') && [ "$count" -gt 0 ]; then
        passed=$((passed + count))
      else
        holds=NO status=1
        cat "$output" >&2
      fi
    done
    shift 2
  done
  echo "| $number | $what: $passed tests passed in $repeat rounds | $holds | $((SECONDS - started)) |"
}

{
  build/install-test-servers.sh
  for project in Ttv.Soak Ttv.Core.Tests Ttv.Hosting.Tests Ttv.EntityFrameworkCore.Tests Ttv.Messaging.RabbitMQ.Tests Ttv.Ingestion.Tests; do
    dotnet build "tests/$project" -c Release -v quiet --nologo
  done
} >&2

dotnet tests/Ttv.Soak/bin/Release/net10.0/Ttv.Soak.dll "$@" || status=1
row 3 "events repeated and shuffled, 10,000 cases a round" Ttv.Core.Tests 'FullyQualifiedName~JourneyFoldProperties'
row 4 "clocks apart, backwards, changed, and weeks" \
  Ttv.EntityFrameworkCore.Tests 'FullyQualifiedName~ClockTests' \
  Ttv.Hosting.Tests 'FullyQualifiedName~EvaluationWorkerTests|FullyQualifiedName~ReviewJobTests' \
  Ttv.Core.Tests 'FullyQualifiedName~CohortCalendarTests'
row 5 "poison among a hundred" \
  Ttv.EntityFrameworkCore.Tests 'FullyQualifiedName~PoisonTests' \
  Ttv.Hosting.Tests 'FullyQualifiedName~OutboxRelayTests' \
  Ttv.Messaging.RabbitMQ.Tests 'FullyQualifiedName~Poison|FullyQualifiedName~Garbled'
row 6 "malformed and random input" Ttv.Ingestion.Tests 'FullyQualifiedName~BrokenLinesTests'
row 7 "servers crashed, disk full, pool exhausted" \
  Ttv.EntityFrameworkCore.Tests 'FullyQualifiedName~Crashed|FullyQualifiedName~DiskFull|FullyQualifiedName~PoolExhausted' \
  Ttv.Messaging.RabbitMQ.Tests 'FullyQualifiedName~Broker_Killed'
row 9 "connections lost at a commit" Ttv.EntityFrameworkCore.Tests 'FullyQualifiedName~ConnectionDropped|FullyQualifiedName~RetryingStrategyTests'
row 10 "conformance of every store" \
  Ttv.EntityFrameworkCore.Tests 'FullyQualifiedName~Conformance|FullyQualifiedName~Sqlite.|FullyQualifiedName~PostgreSQL.' \
  Ttv.Hosting.Tests 'FullyQualifiedName~InMemory'
exit "$status"
