#!/usr/bin/env bash
# Runs every benchmark of a build, one after another.
set -euo pipefail
build=$1
find "$build/tests/bench" -type f -perm -u+x -name 'bench_*' | sort | while read -r bench; do
    printf '\n== %s\n' "$(basename "$bench")"
    "$bench"
done
