#!/usr/bin/env bash
# tests/e2e/run.sh for the gate, on the first of these that is there:
#
#   1. MONITAO_E2E_KUBECONFIG and MONITAO_E2E_IMAGE: your cluster, and an image that its nodes have or can pull
#   2. MONITAO_LAB, or ../shared/lab/cluster: a program that makes a cluster on this machine. It is called with `up`, `image TAG FOLDER`, `env`
#      and, if it was not up before, `down`. The image is made from this checkout.
#
# Says "N passed, N failed", or "real node: not run, because …", which is no failure. Takes three minutes, fifteen where the lab has to be made.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
readonly bringing_up=900 making=900 patience=60 # seconds at most
cache=${XDG_CACHE_HOME:-$HOME/.cache}/monitao
publish=$PWD/artifacts/real-node

say() { printf '==> [%4ds] %s\n' "$SECONDS" "$*"; }
not_run() { printf 'real node: not run, because %s\n' "$*"; exit 0; }

find_lab() { # beside this checkout, beside the repository that it is a worktree of, or beside the one that it was cloned from
  [[ -n ${MONITAO_LAB:-} ]] && { printf '%s\n' "$MONITAO_LAB"; return; }
  local repository
  for repository in . "$(git rev-parse --git-common-dir)/.." "$(git config remote.origin.url)"; do
    [[ ! -x $repository/../shared/lab/cluster ]] || { realpath "$repository/../shared/lab/cluster"; return; }
  done
}
lab() { # lab SECONDS COMMAND…: without the lock, which what it starts would hold, and without its own folder in PATH, where it would find its own links
  PATH=${PATH//"${KUBEBUILDER_ASSETS:-none}":/} timeout --kill-after=30 "$1" "$lab" "${@:2}" 9>&-
}
kube() { timeout 10 kubectl "$@" 2>/dev/null; }
is_up() { [[ $(kube get --raw /readyz) == ok ]]; }
has_node() { [[ $(kube get nodes) == *" Ready"* ]]; }

on() { # on KUBECONFIG IMAGE
  KUBECONFIG=$1 tests/e2e/run.sh "$2" 9>&-
  local status=$?
  ((status != 3)) || not_run "another installation of the chart is in the cluster"
  exit $status
}

if [[ -n ${MONITAO_E2E_KUBECONFIG:-} ]]; then
  [[ -n ${MONITAO_E2E_IMAGE:-} ]] || { echo "MONITAO_E2E_KUBECONFIG is set, MONITAO_E2E_IMAGE is not" >&2; exit 1; }
  on "$MONITAO_E2E_KUBECONFIG" "$MONITAO_E2E_IMAGE"
fi

lab=$(find_lab)
[[ -n $lab ]] || not_run "there is neither MONITAO_E2E_KUBECONFIG nor a ../shared/lab/cluster"
[[ -x $lab ]] || not_run "MONITAO_LAB names no program"
((EUID == 0)) || not_run "the lab needs root"
mkdir -p "$cache"
exec 9>"$cache/real-node.lock"
flock --wait "$bringing_up" 9 || not_run "another run has held the lab for $bringing_up s"
environment=$(lab 10 env) && [[ $environment == *KUBECONFIG=* ]] || not_run "the lab says no KUBECONFIG" # else it would be your own
eval "$environment"
if ! is_up; then
  say "bringing up the lab: about a minute, ten when it has to be compiled first"
  trap 'say "taking down the lab"; lab 120 down' EXIT
  trap 'exit 130' INT TERM
  lab "$bringing_up" up || not_run "the lab did not come up"
fi
end=$((SECONDS + patience))
until has_node; do ((SECONDS < end)) || not_run "the lab has no node that is ready"; sleep 1; done

say "making the image"
rm -rf "$publish"
timeout "$making" dotnet publish src/MoniTao.Operator -c Release -o "$publish" -v q -nologo || exit
ENTRY='/usr/bin/dotnet /app/monitao.dll' lab "$making" image monitao-operator:ci "$publish" || not_run "the lab could not make an image"
on "$KUBECONFIG" monitao-operator:ci
