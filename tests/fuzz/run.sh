#!/usr/bin/env bash
# A longer run of the property tests: tests/fuzz/run.sh MINUTES [PART-OF-A-CLASS-NAME]
# The time is shared evenly by the properties. Prints how many inputs each was tried on; a failure names its seed, and
# CsCheck_Seed=SEED tests/fuzz/run.sh 1 CLASS begins with that very input. Exit code 0 when every property held.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

minutes=${1:?how many minutes?} class=${2:-}
[[ $minutes =~ ^[1-9][0-9]{0,3}$ && $class =~ ^[A-Za-z]*$ ]] || { echo "usage: tests/fuzz/run.sh MINUTES [PART-OF-A-CLASS-NAME]" >&2; exit 2; }

projects=() properties=0
for folder in tests/*.Tests/Fuzz; do
  found=$(grep -hE 'Property\.Holds(Async)?\(' "$folder"/*"$class"*Properties.cs 2>/dev/null | wc -l)
  ((found == 0)) && continue
  projects+=("$(basename "$(dirname "$folder")")")
  properties=$((properties + found))
done
((properties > 0)) || { echo "no class has $class in its name" >&2; exit 2; }

MONITAO_FUZZ_SECONDS=$((minutes * 60 / properties))
((MONITAO_FUZZ_SECONDS > 0)) || MONITAO_FUZZ_SECONDS=1
MONITAO_FUZZ_REPORT=$(mktemp)
export MONITAO_FUZZ_SECONDS MONITAO_FUZZ_REPORT
trap 'rm -f "$MONITAO_FUZZ_REPORT"' EXIT
echo "$properties properties, $MONITAO_FUZZ_SECONDS s each${CsCheck_Seed:+, from seed $CsCheck_Seed}"

status=0
for project in "${projects[@]}"; do
  dotnet build "tests/$project/$project.csproj" -v q -nologo
  # one after the other: a failure goes on to look for a smaller input, and is given that time
  timeout --kill-after=10 $((minutes * 60 + 600)) "tests/$project/bin/Debug/net10.0/$project" -namespace "$project.Fuzz" ${class:+-class "*$class*"} -maxThreads 1 || status=1
done
sort "$MONITAO_FUZZ_REPORT"
awk -F: '{ gsub(/[^0-9]/, "", $2); sum += $2 } END { printf "%d inputs in all\n", sum }' "$MONITAO_FUZZ_REPORT"
exit $status
