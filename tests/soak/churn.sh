#!/usr/bin/env bash
# Monitors created and deleted all the time: memory must not grow by more than 1 % over the last 15 minutes, and after all are deleted no
# socket, timer or series of them may be left. Prints a sample each half minute; exit code 0 only when it is so.
#
#   tests/soak/churn.sh [MONITORS=1000] [MINUTES=40]
#
# Needs what bench/fleet/run.sh needs, which does the work.
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/../../bench/fleet/run.sh" --monitors "${1:-1000}" --churn "${2:-40}"
