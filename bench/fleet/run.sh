#!/usr/bin/env bash
# What the operator costs with many monitors: the published executable (Release, ReadyToRun) against a real API server and etcd,
# probing a local nginx: 70 % HTTPS with full verification, 20 % HTTP, 10 % TCP, of all of them 2 % failing.
#
#   bench/fleet/run.sh                                      1,000 monitors, each every 30 s, watched for 3 minutes
#   bench/fleet/run.sh --monitors 10000 --minutes 5
#   bench/fleet/run.sh --monitors 50000 --period 60 --minutes 10
#   bench/fleet/run.sh --monitors 1000 --by-reference       the authority comes from a ConfigMap in place of SSL_CERT_FILE
#   bench/fleet/run.sh --monitors 1000 --churn 40           monitors are created and deleted all the time, for 40 minutes
#   bench/fleet/run.sh --report                             writes what is in bench/results into docs/performance.md
#
# --operator FILE takes an executable that is already there. Results go to bench/results/fleet-MONITORS-PERIOD.tsv (--results FILE),
# and each figure is printed as it is found; the exit code is the number of promises that did not hold. Needs dotnet, curl, openssl, and
# KUBEBUILDER_ASSETS (a folder with etcd and kube-apiserver; else tests/envtest/install.sh provides it); nginx comes by
# tests/tools/install.sh. All listens on loopback, and all is ended and removed at the end.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."

monitors=1000 period=30 minutes=3 churn=0 operator='' results='' flags=()
while (($#)); do
  case $1 in
    --monitors) monitors=$2 && shift ;;
    --period) period=$2 && shift ;;
    --minutes) minutes=$2 && shift ;;
    --churn) churn=$2 && shift ;;
    --operator) operator=$2 && shift ;;
    --results) results=$2 && shift ;;
    --by-reference) flags+=(--by-reference) ;;
    --report) report=1 ;;
    -h | --help) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$here/run.sh" && exit 0 ;;
    *) printf 'run.sh: unknown option %s; see --help\n' "$1" >&2 && exit 2 ;;
  esac
  shift
done
[[ -n $results ]] || results=bench/results/fleet-$monitors-$period$([[ $churn == 0 ]] || echo -churn).tsv

work=$(mktemp -d)
pids=()
. tests/soak/server.sh
stop() {
  [[ ! -s $work/targets/operator.pid ]] || pids+=("$(<"$work/targets/operator.pid")")
  finish
}
trap stop EXIT
trap 'exit 130' INT TERM

fleet() { dotnet exec "$here/bin/Release/net10.0/fleet.dll" "$@"; }
dotnet build bench/fleet/MoniTao.Fleet.csproj -c Release -v q -nologo >&2
if [[ -n ${report:-} ]]; then
  fleet report bench/results/fleet-*[0-9].tsv --document docs/performance.md
  exit
fi

if [[ -z $operator ]]; then
  # as the Dockerfile does it
  dotnet publish src/MoniTao.Operator -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -p:DebugType=none \
    -o "$work/app" -v q -nologo >&2
  operator=$work/app/monitao
fi
nginx=$(tests/tools/install.sh nginx)/nginx
start_api_server
fleet targets "$work/targets" --first-port "$port"
"$nginx" -p "$work/targets" -c nginx.conf 2>"$work/nginx.log" &
pids+=($!)
wait_for 20 "nginx" curl -sf "http://127.0.0.1:$((port + 8))/"

# the system's authorities and ours, as a cluster with an own authority has them
cat /etc/ssl/certs/ca-certificates.crt "$work/targets/ca.crt" >"$work/authorities.crt" 2>/dev/null || cp "$work/targets/ca.crt" "$work/authorities.crt"
mkdir -p "$(dirname "$results")"
# MALLOC_ARENA_MAX as in the image
SSL_CERT_FILE=$work/authorities.crt MALLOC_ARENA_MAX=2 fleet run --monitors "$monitors" --period "$period" --minutes "$minutes" --churn "$churn" "${flags[@]}" \
  --operator "$operator" --folder "$work/targets" --api "$api" --token "$token" --first-port "$port" --results "$results" &
driver=$!
pids+=("$driver")
code=0
wait "$driver" || code=$?
grep -E '(fail|crit):|^[0-9:.]+ (fail|crit)' "$work/targets/operator.log" | head -n 20 >&2 || true
[[ -z ${KEEP_LOG:-} ]] || cp "$work/targets/operator.log" "$KEEP_LOG"
exit "$code"
