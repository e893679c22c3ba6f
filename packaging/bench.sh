#!/usr/bin/env bash
# bench.sh BUILD [--quick]: the benchmarks of a release build, the table last. --quick: only the plugin's part of the table, from
# fewer sales.
set -euo pipefail
build=$1
shift
if [ "${1:-}" != --quick ]; then
    for bench in cloud/bench_cloud outbox/bench_outbox; do
        printf '\n== %s\n' "$(basename "$bench")"
        "$build/tests/bench/$bench"
    done
    printf '\n== table\n'
fi
mkdir -p build/bench
exec "$build/tests/bench/table/bench_table" "$build" cloud/programmes/electronics.json build/bench/bench.json "$@"
