#!/usr/bin/env bash
# Copies into the chart what is made elsewhere in the repository: the CRD, the alert rules, the dashboards. Helm reads nothing from outside
# a chart's folder, and a link would not survive every way of packing. A test fails when a copy is old.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
chart=charts/monitao-operator

copy() { # copy FROM PATTERN TO
  mkdir -p "$3"
  # shellcheck disable=SC2086
  (shopt -s nullglob && rm -f "$3"/$2 && for file in "$1"/$2; do cp "$file" "$3/"; done)
}

copy config/crd 'monitao.io_*.yaml' $chart/crds
copy alerts '*.rules.yaml' $chart/files/alerts
copy dashboards '*.json' $chart/files/dashboards
