#!/usr/bin/env bash
# Many probes of healthy targets while other work takes every core and the thread pool: none may be held against a target, and
# what comes late is ProberOverloaded. Prints the counts; exit code 0 only when it is so.
#
#   tests/soak/saturated.sh [PROBES=20000]
#
# Needs dotnet. It takes the whole machine for about six minutes on two cores.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
project=tests/MoniTao.Connectivity.Tests
dotnet build "$project" -v q -nologo >/dev/null
export MONITAO_SATURATED_PROBES=${1:-20000}
exec timeout 3600 "$project/bin/Debug/net10.0/MoniTao.Connectivity.Tests" -class '*.SaturatedProberTests' -showLiveOutput -noColor
