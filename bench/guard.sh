#!/usr/bin/env bash
# Counts what does not depend on the machine, and fails when a count is more than 10 % above bench/baseline.json: bytes allocated per probe,
# system calls per probe, bytes kept per monitor, bytes allocated per scrape, writes to the API server. No clock is asked.
#
#   bench/guard.sh                 about 2 minutes on two idle cores
#   bench/guard.sh --update        after a change that is meant: writes the baseline anew
#   bench/guard.sh --runs 1        to see that it works
#
# Each count is taken in a process of its own, and the least of the runs counts. Needs dotnet and openssl; nginx and strace are
# Debian's, by tests/tools/install.sh, and neither is installed. Without strace the system calls are not counted, and that is said.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
for argument in "$@"; do
  [[ $argument != --help && $argument != -h ]] || { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' bench/guard.sh; exit 0; }
done

port=27380
strace=()
if tools=$(tests/tools/install.sh strace) && "${tools##*$'\n'}/strace" -f -c -o /dev/null --seccomp-bpf -e trace=!futex true 2>/dev/null; then
  strace=(--strace "${tools##*$'\n'}/strace")
fi
dotnet build bench/MoniTao.Benchmarks -c Release -v q -nologo >&2
work=$(mktemp -d)
bench/targets.sh "$work/targets" "$port" 2>"$work/targets.log" &
targets=$!
finish() {
  kill "$targets" 2>/dev/null && wait "$targets" || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM
for ((i = 0; i < 300; i++)); do
  ! grep -qs emerg "$work/targets.log" && kill -0 "$targets" 2>/dev/null || { cat "$work/targets.log" >&2; exit 1; }
  ! (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  sleep 1
done

bench/MoniTao.Benchmarks/bin/Release/net10.0/MoniTao.Benchmarks guard --targets "$work/targets" --port "$port" "${strace[@]}" "$@"
