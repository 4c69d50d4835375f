#!/usr/bin/env bash
# Many real hosts on loopback that all break at once: of ten six close their port, two accept and are silent, two drop what
# knocks. The prober must suspect itself once; after that each outage is diagnosed, ten at once and fifteen seconds each at most,
# and no scheduled probe starts more than a second late. Prints the figures; exit code 0 only when it is so.
#
#   tests/soak/outages.sh [HOSTS=1000]
#
# Needs dotnet and about two open files per host.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
project=tests/MoniTao.Operator.Tests
dotnet build "$project" -v q -nologo >/dev/null
export MONITAO_OUTAGES=${1:-1000}
exec timeout 1800 "$project/bin/Debug/net10.0/MoniTao.Operator.Tests" -class '*.SimultaneousOutagesTests' -showLiveOutput -noColor
