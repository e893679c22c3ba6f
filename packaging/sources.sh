#!/usr/bin/env bash
# Every C and C++ source of the tree, separated by NUL.
set -euo pipefail
cd "$(dirname "$0")/.."
find protocol qr http plugin cloud adapters tests -type f \( -name '*.cpp' -o -name '*.hpp' -o -name '*.c' -o -name '*.h' \) -print0 | sort -z
