#!/usr/bin/env bash
# The version stands in the root CMakeLists.txt; everything else is given it by the build.
#
#     version_once.sh SOURCE_TREE VERSION
set -euo pipefail
cd "$1"
grep -q "^project(tillpoints VERSION ${2//./\\.} " CMakeLists.txt || { echo "CMakeLists.txt does not name version $2" >&2; exit 1; }
grep -q "^## ${2//./\\.} " CHANGELOG.md || { echo "CHANGELOG.md has no chapter for version $2" >&2; exit 1; }
found=$(grep -rnE "(^|[^0-9.])${2//./\\.}([^0-9.]|$)" --include='*.cpp' --include='*.hpp' --include='*.h' --include='*.c' --include='*.cmake' \
    --include='*.in' --include=CMakeLists.txt plugin cloud adapters protocol qr http cmake packaging || true)
[ -z "$found" ] || { printf 'the version is repeated:\n%s\n' "$found" >&2; exit 1; }
