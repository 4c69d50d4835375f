#!/usr/bin/env bash
# How long it takes from an outage to a message at a webhook, by push and by scrape and rules: real probes, a real Alertmanager
# (group_wait 0s), a real Prometheus with the shipped rules, and a webhook. Prints the median and the maximum of each.
#
#   tests/soak/alert-latency.sh [RUNS=10] [SCRAPE=15s]
#
# Ten runs take about ten minutes. Needs dotnet; Prometheus and Alertmanager come by tests/tools/install.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export MONITAO_LATENCY_RUNS=${1:-10} MONITAO_LATENCY_SCRAPE=${2:-15s}

dotnet build tests/MoniTao.Operator.Tests -v q -nologo >&2
timeout 3600 dotnet exec "tests/MoniTao.Operator.Tests/bin/Debug/net10.0/MoniTao.Operator.Tests.dll" -class '*AlertLatencyTests' -showLiveOutput -noColor |
  tee /dev/stderr | grep -E 'median|Failed: 0' || { echo "alert-latency: the measurement failed" >&2; exit 1; }
