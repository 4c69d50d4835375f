#!/usr/bin/env bash
# coverage.sh MINIMUM FOLDER ASSEMBLY…
# Prints the line coverage of each assembly over all cobertura files below FOLDER (a line is covered when any test
# project ran it) and fails when one is below MINIMUM percent. Needs only bash and awk.
set -euo pipefail
minimum=$1 folder=$2
shift 2

mapfile -t files < <(find "$folder" -name coverage.cobertura.xml 2>/dev/null)
((${#files[@]})) || { echo "no coverage file below $folder: CI=true dotnet test writes them" >&2; exit 1; }

# coverlet writes one element a line; file names are relative to <source>, which differs from project to project
awk -v minimum="$minimum" -v wanted="$*" '
  function attribute(name,   at, rest) {
    at = index($0, " " name "=\"")
    if (!at) return ""
    rest = substr($0, at + length(name) + 3)
    return substr(rest, 1, index(rest, "\"") - 1)
  }
  /<source>/ { source = $0; gsub(/.*<source>|<\/source>.*/, "", source); sub(/\/?$/, "/", source) }
  /<package / { assembly = attribute("name") }
  /<class / { file = attribute("filename"); if (file !~ /^\//) file = source file }
  /<line / {
    key = file ":" attribute("number")
    if (!(key in owner)) { owner[key] = assembly; lines[assembly]++ }
    if (!(key in hit) && attribute("hits") > 0) { hit[key] = 1; covered[assembly]++ }
  }
  END {
    count = split(wanted, names, " ")
    for (i = 1; i <= count; i++) {
      name = names[i]
      percent = lines[name] ? 100 * covered[name] / lines[name] : 0
      low = percent < minimum
      printf "%-34s %6.2f %% of %d lines%s\n", name, percent, lines[name], low ? ", below " minimum " %" : ""
      if (low) bad = 1
    }
    exit bad
  }' "${files[@]}"
