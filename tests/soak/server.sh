# For scripts to source: an etcd and an API server of their own on loopback, and what one asks them. Set `work` to an empty folder
# and `pids=()` before; call `finish` at the end. Afterwards: $api, $etcd, $token, $work/kubeconfig, and $port, the first of 20 ports.
# shellcheck shell=bash disable=SC2154

name=${0##*/}
name=${name%.sh}
fail() { printf '%s: %s\n' "$name" "$*" >&2; exit 1; }

finish() {
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  sleep 2
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}

call() { curl -sSk --fail-with-body --max-time 60 -H "Authorization: Bearer $token" "$@"; }

wait_for() { # wait_for SECONDS WHAT COMMAND…
  local limit=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do ((SECONDS < limit)) || fail "waited in vain: $what"; sleep 1; done
}

start_api_server() { # start_api_server [FLAG…]: more flags for kube-apiserver
  local assets=${KUBEBUILDER_ASSETS:-$(tests/envtest/install.sh | tail -n 1)}
  # below the range of outgoing connections, so that a port that nobody listens on stays closed
  port=$((20000 + RANDOM % 8000))
  local peer_port=$((port + 1)) api_port=$((port + 2))
  etcd=http://127.0.0.1:$port api=https://127.0.0.1:$api_port
  token=$(openssl rand -hex 16)
  openssl ecparam -name prime256v1 -genkey -noout -out "$work/token.key"
  printf '%s,soak,soak,system:masters\n' "$token" >"$work/tokens.csv"
  cat >"$work/kubeconfig" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: soak, cluster: {server: "$api", insecure-skip-tls-verify: true}}]
users: [{name: soak, user: {token: $token}}]
contexts: [{name: soak, context: {cluster: soak, user: soak}}]
current-context: soak
YAML

  "$assets/etcd" --data-dir="$work/etcd" --listen-client-urls="$etcd" --advertise-client-urls="$etcd" \
    --listen-peer-urls="http://127.0.0.1:$peer_port" --unsafe-no-fsync --quota-backend-bytes=8589934592 >"$work/etcd.log" 2>&1 &
  pids+=($!)
  "$assets/kube-apiserver" --etcd-servers="$etcd" --bind-address=127.0.0.1 --advertise-address=127.0.0.1 --secure-port="$api_port" \
    --cert-dir="$work" --token-auth-file="$work/tokens.csv" --authorization-mode=RBAC --service-cluster-ip-range=10.96.0.0/24 \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$work/token.key" \
    --service-account-signing-key-file="$work/token.key" --disable-admission-plugins=ServiceAccount \
    --endpoint-reconciler-type=none "$@" >"$work/api.log" 2>&1 &
  pids+=($!)

  wait_for 120 "the API server" call "$api/readyz"
  wait_for 60 "the namespace default" call "$api/api/v1/namespaces/default"
  resource=$api/apis/monitao.io/v1alpha1
  call -X POST -H 'Content-Type: application/yaml' --data-binary @config/crd/monitao.io_connectivitymonitors.yaml \
    "$api/apis/apiextensions.k8s.io/v1/customresourcedefinitions" >/dev/null
  wait_for 60 "the definition" call "$resource/connectivitymonitors"
}
