#!/usr/bin/env bash
# bench.sh BUILD [--quick]: the benchmarks of a release build, the table of the plugin last. --quick: only this table, from
# fewer sales.
set -euo pipefail
build=$1
shift
if [ "${1:-}" != --quick ]; then
    find "$build"/tests/bench/{cloud,outbox,pricing} -type f -perm -u+x -name 'bench_*' | sort | while read -r bench; do
        printf '\n== %s\n' "$(basename "$bench")"
        "$bench"
    done
    printf '\n== plugin\n'
fi
mkdir -p build/bench
exec "$build/tests/bench/table/bench_plugin" "$build" cloud/programmes/electronics.json build/bench/bench.json "$@"
