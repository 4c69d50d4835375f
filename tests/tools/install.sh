#!/usr/bin/env bash
# Makes programs of Debian packages available to the tests without installing anything: each package is unpacked into the
# user's cache folder, so that no service starts and no root is needed. What the machine has in its PATH is taken from there.
# One exception: Alertmanager reads its templates where Debian puts them and nowhere else, so a link leads from there to the cache.
#
#   tests/tools/install.sh prometheus prometheus-blackbox-exporter
#
# The last line of stdout is the folder with a link to each program of these packages; progress goes to stderr.
# Safe to repeat and to run twice at the same time: a lock lets one work, and a package is moved into place whole.
set -euo pipefail

cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/monitao/tools
bin=$cache/bin

say() { printf '[tools %4ds] %s\n' "$SECONDS" "$*" >&2; }

fail() { # fail REASON NEXT-STEP
  printf 'install.sh: %s\n  next: %s\n' "$1" "$2" >&2
  exit 1
}

programs() { # programs PACKAGE: what the tests call
  case $1 in
    prometheus) echo prometheus promtool ;;
    prometheus-alertmanager) echo prometheus-alertmanager amtool ;;
    *) echo "$1" ;;
  esac
}

place() { # place PACKAGE: the folder that its programs look for by name
  case $1 in
    prometheus-alertmanager) echo /usr/share/prometheus/alertmanager ;;
  esac
}

ready() { # ready PACKAGE
  local program place
  for program in $(programs "$1"); do [[ -x $bin/$program ]] || return 1; done
  place=$(place "$1")
  [[ -z $place || -d $place ]]
}

link() { ln -sfn "$1" "$bin/.${1##*/}.$$" && mv -fT "$bin/.${1##*/}.$$" "$bin/${1##*/}"; }

from_machine() { # from_machine PACKAGE: every program of it is in PATH
  local program found=()
  for program in $(programs "$1"); do found+=("$(type -P "$program")") || return 1; done
  for program in "${found[@]}"; do link "$program"; done
}

fetch() { # fetch PACKAGE FOLDER OPTION…
  local package=$1 folder=$2
  shift 2
  (cd "$folder" && timeout 300 apt-get -qq -o APT::Sandbox::User=root -o Acquire::Retries=3 "$@" download "$package") >"$folder/log" 2>&1 </dev/null
}

own_lists() { # own_lists FOLDER: a fresh machine has no package lists, and only root may fetch its own
  say "the machine's package lists do not have it; reading lists of our own"
  mkdir -p "$cache/.work/lists/partial"
  timeout 300 apt-get -qq -o APT::Sandbox::User=root -o Dir::State::Lists="$cache/.work/lists" -o Acquire::Languages=none update >>"$1/log" 2>&1 </dev/null
}

put_in_place() { # put_in_place PACKAGE
  local place
  place=$(place "$1")
  [[ -z $place || -d $place ]] || { mkdir -p "${place%/*}" && ln -sfn "$cache/$1$place" "$place"; } 2>/dev/null ||
    fail "$1 looks for $place, and only root may put it there" "run this once as root; or install $1"
}

from_debian() { # from_debian PACKAGE
  local work=$cache/.work/$1 program path
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null ||
    fail "$1 is not here, and this is not Debian" "install $(programs "$1") and put them into PATH"
  say "fetching the package $1"
  rm -rf "$work" && mkdir -p "$work/root"
  fetch "$1" "$work" || { own_lists "$work" && fetch "$1" "$work" -o Dir::State::Lists="$cache/.work/lists"; } ||
    fail "apt-get could not fetch $1: $(tail -n 1 "$work/log")" "apt-get update, as root; or install $(programs "$1") and put them into PATH"
  dpkg-deb -x "$work"/*.deb "$work/root"
  rm -rf "$cache/$1" && mv "$work/root" "$cache/$1"
  for program in $(programs "$1"); do
    path=$(compgen -G "$cache/$1/usr/*bin/$program") || fail "the package $1 has no program $program" "correct the list of programs in this script"
    link "$path"
  done
  put_in_place "$1"
  rm -rf "$work"
  say "$1 is ready"
}

(($# > 0)) || fail "no package is named" "tests/tools/install.sh prometheus"
mkdir -p "$bin"
exec 9>"$cache/.lock"
flock --nonblock 9 || { say "another run is at work; waiting for it"; flock --wait 900 9 || fail "the other run did not end within 15 minutes" "look for a stuck install.sh"; }
for package in "$@"; do
  ready "$package" || from_machine "$package" || from_debian "$package"
done
printf '%s\n' "$bin"
