#!/usr/bin/env bash
# Records the public API of every package in its PublicAPI.Unshipped.txt, afresh: what the analyzer misses is what there is.
set -euo pipefail
cd "$(dirname "$0")/.."
for project in src/*/; do printf '#nullable enable\n' > "$project/PublicAPI.Unshipped.txt"; done
dotnet build Ttv.Core.sln --no-incremental -v quiet --nologo -p:TreatWarningsAsErrors=false -p:CodeAnalysisTreatWarningsAsErrors=false 2>&1 |
  sed -nE "s/^.*RS0016: Symbol '(.*)' is not part of the declared public API.*\[.*\/(src\/[^/]+)\/[^/]+\.csproj\].*$/\2\t\1/p" |
  LC_ALL=C sort -u |
  while IFS=$'\t' read -r project symbol; do printf '%s\n' "$symbol" >> "$project/PublicAPI.Unshipped.txt"; done
wc -l src/*/PublicAPI.Unshipped.txt
