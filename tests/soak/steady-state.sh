#!/usr/bin/env bash
# The steady state, for long and with many: N settled monitors, probed by the real executable against a real API server, must
# cause no status write but the heartbeat. The server counts the writes. Ends with a table and with exit code 0 only when
# there was none too many, no probe of a healthy target failed, and no verdict changed.
#
#   tests/soak/steady-state.sh [MONITORS=500] [SECONDS=600] [PERIOD=10]
#
# Needs KUBEBUILDER_ASSETS (a folder with etcd and kube-apiserver; else tests/envtest/install.sh provides it), dotnet, curl, jq,
# openssl. Everything listens on loopback; all that was started is ended and all data removed at the end. When promtool is
# there (Debian's package prometheus) it checks the metrics page too.
set -euo pipefail
monitors=${1:-500} duration=${2:-600} period=${3:-10}
heartbeat=300 # seconds; the jitter on top is up to 60

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=$(mktemp -d)
pids=()
. tests/soak/server.sh
trap finish EXIT
trap 'exit 130' INT TERM
start_api_server
metrics_port=$((port + 3)) closed_port=$((port + 4))
list() { call "$resource/namespaces/default/connectivitymonitors"; }

# four of five are healthy (etcd's own health page); one of five is a closed port
for ((i = 0; i < monitors; i++)); do
  target=$etcd/health
  ((i % 5)) || target=tcp://127.0.0.1:$closed_port
  printf '{"apiVersion":"monitao.io/v1alpha1","kind":"ConnectivityMonitor","metadata":{"name":"soak-%d"},"spec":{"target":"%s","periodSeconds":%d,"retrySeconds":1}}\n' \
    "$i" "$target" "$period" >"$work/monitor.json"
  call -X POST -H 'Content-Type: application/json' --data-binary @"$work/monitor.json" "$resource/namespaces/default/connectivitymonitors" >/dev/null
done

[[ -n ${MONITAO_DLL:-} ]] || dotnet build -v q -nologo src/MoniTao.Operator -o "$work/bin" >/dev/null
dotnet "${MONITAO_DLL:-$work/bin/monitao.dll}" operator --kubeconfig "$work/kubeconfig" --lease-namespace default \
  --listen "http://127.0.0.1:$metrics_port" --log-format text >"$work/operator.log" 2>&1 &
operator=$!
pids+=("$operator")

metric() { curl -sS --max-time 30 "http://127.0.0.1:$metrics_port/metrics" | awk -v name="$1" 'index($0, name) == 1 {sum += $NF} END {printf "%d\n", sum}'; }
writes() { # what the server counted: every apply of a status, whatever became of it
  call "$api/metrics" | awk '/^apiserver_request_total\{/ && /resource="connectivitymonitors"/ && /subresource="status"/ && !/verb="(GET|LIST|WATCH)"/ {sum += $NF} END {printf "%d\n", sum}'
}
cpu_ticks() { awk '{sub(/.*\) /, ""); print $12 + $13}' "/proc/$operator/stat"; }
settled() { [[ $(list | jq '[.items[] | select(.status.verdict.state == "Up" or .status.verdict.state == "Down")] | length') == "$monitors" ]]; }
started=$SECONDS
wait_for 180 "a verdict for each" settled
settling=$((SECONDS - started))
sleep 5 # what was seen is written: let the last answers come back

first=$(writes) probes=$(metric monitao_probes_total) failed=$(metric 'monitao_probes_total{result="failure"}')
since=$(list | jq -S '[.items[] | [.metadata.name, .status.verdict.since, .status.verdict.reason]]')
ticks=$(cpu_ticks) begin=$SECONDS early=0
printf '%d monitors settled in %d s with %d status writes; watching for %d s\n' "$monitors" "$settling" "$first" "$duration"
while ((SECONDS - begin < duration)); do
  sleep "$((duration - (SECONDS - begin) < 30 ? duration - (SECONDS - begin) : 30))"
  kill -0 "$operator" 2>/dev/null || { tail -n 20 "$work/operator.log" >&2; fail "the operator ended"; }
  now=$(writes)
  # until the first heartbeat can be due, none at all
  ((SECONDS - started >= heartbeat - 5)) || early=$((now - first))
  printf '  %4d s: %6d probes, %5d status writes\n' $((SECONDS - begin)) $(($(metric monitao_probes_total) - probes)) $((now - first))
done

elapsed=$((SECONDS - begin))
total=$((now - first)) probed=$(($(metric monitao_probes_total) - probes))
failures=$(($(metric 'monitao_probes_total{result="failure"}') - failed)) unsure=$(metric 'monitao_probes_total{result="inconclusive"}')
closed=$(((monitors + 4) / 5))
# a heartbeat is due once in each 300 to 360 s since the last write, which was before the watching began
most=$((monitors * ((elapsed + settling + 10) / heartbeat)))
least=$((monitors * (elapsed / (heartbeat + 60 + period))))
changed=$(diff <(echo "$since") <(list | jq -S '[.items[] | [.metadata.name, .status.verdict.since, .status.verdict.reason]]') | grep -c '^>' || true)
status_failures=$(metric monitao_status_write_failures_total)
ratio=$(awk -v ticks=$(($(cpu_ticks) - ticks)) -v hertz="$(getconf CLK_TCK)" -v s="$elapsed" 'BEGIN {printf "%.1f", 100 * ticks / hertz / s}')

echo
printf '%-42s %s\n' monitors "$monitors, each every $period s" "seconds watched" "$elapsed" probes "$probed" \
  "probes that failed (closed port only)" "$failures" "probes without a result since the start" "$unsure" \
  "status writes counted by the server" "$total" "of these before a heartbeat could be due" "$early" \
  "heartbeats expected" "$least to $most" "status writes refused" "$status_failures" "verdicts that changed" "$changed" \
  "RSS of the operator" "$(awk '/VmRSS/ {printf "%.0f MiB", $2 / 1024}' "/proc/$operator/status")" \
  "CPU of the operator" "$ratio % of one core"

problems=0
problem() { printf 'steady-state: %s\n' "$*" >&2; problems=1; }
((early == 0)) || problem "$early writes before any heartbeat was due"
((total <= most)) || problem "$total status writes, at most $most are heartbeats"
((changed == 0)) || problem "$changed verdicts changed"
((probed > monitors)) || problem "only $probed probes"
((failures <= closed * (elapsed / period + 2))) || problem "probes of healthy targets failed"
if command -v promtool >/dev/null; then
  curl -sS "http://127.0.0.1:$metrics_port/metrics" | promtool check metrics || problem "promtool does not like the metrics page"
fi
grep -E '^[0-9:]+ (fail|crit)' "$work/operator.log" && problem "the operator logged errors"
exit "$problems"
