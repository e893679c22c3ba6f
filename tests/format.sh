#!/usr/bin/env bash
# Every source is as clang-format 14 would write it; `./run format` makes it so.
set -euo pipefail
cd "$(dirname "$0")/.."
packaging/sources.sh | xargs -0 clang-format-14 --dry-run -Werror
