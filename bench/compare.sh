#!/usr/bin/env bash
# What a probe costs monitao, and what it costs blackbox_exporter: CPU time, memory and probes a second on the same targets, both in
# turn, each round in a fresh process; alone as fast as it can, and scraped by Prometheus. Everything runs on loopback.
#
#   bench/compare.sh                                  3 rounds of 10,000 probes, twice 30 s with Prometheus: about 80 minutes
#   bench/compare.sh --quick                          to see that it works: about 6 minutes; writes no results
#   bench/compare.sh --rounds 9 --probes 20000
#   bench/compare.sh --scraped-seconds 0              without Prometheus
#   bench/compare.sh --scraped-targets 500 5000       100 and 1000 probes a second with Prometheus, in place of 100 and 300
#   bench/compare.sh --only TCP HTTP                  of TCP, HTTP, HTTPS, System (HTTPS with the system's roots)
#
# Needs dotnet and openssl; nginx, blackbox_exporter and Prometheus are Debian's, by tests/tools/install.sh, and none is installed.
# Results are written to bench/results/compare.json, and from them the tables and the chart of docs/performance.md. What is not measured
# anew stays there, as long as machine and programs are the same.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
for argument in "$@"; do
  [[ $argument != --help && $argument != -h ]] || { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' bench/compare.sh; exit 0; }
done

port=27180 results=bench/results/compare.json
tools=$(tests/tools/install.sh nginx prometheus prometheus-blackbox-exporter | tail -n 1)
dotnet build bench/MoniTao.Benchmarks -c Release -v q -nologo >&2
program=bench/MoniTao.Benchmarks/bin/Release/net10.0/MoniTao.Benchmarks
work=$(mktemp -d)
[[ " $* " != *" --quick "* ]] || results=$work/results.json

bench/targets.sh "$work/targets" "$port" 2>"$work/targets.log" &
targets=$!
finish() {
  kill "$targets" 2>/dev/null && wait "$targets" || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM
for ((i = 0; i < 60; i++)); do
  ! grep -qs emerg "$work/targets.log" && kill -0 "$targets" 2>/dev/null || { cat "$work/targets.log" >&2; exit 1; }
  ! (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  sleep 1
done

"$program" compare --tools "$tools" --targets "$work/targets" --port "$port" --output "$results" "$@"
[[ $results == "$work"/* ]] || "$program" report "$PWD"
