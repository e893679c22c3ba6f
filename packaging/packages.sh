#!/usr/bin/env bash
# packages.sh [--architecture armhf|arm64] [VERSION]: the Debian packages of this tree into build/packages/VERSION, or into
# build/packages/VERSION-ARCHITECTURE what terminals of another architecture need: everything but the reference cloud. VERSION is the
# project's if absent; another one is for tests of upgrades, and the programs still say the project's.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
architecture=
[ "${1:-}" != --architecture ] || { architecture=$2 && shift 2; }
version=${1:-$(sed -n 's/^project(tillpoints VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)}
work=build/packages/stage tree=build/packages/stage/tillpoints
mkdir -p "$tree"

# A copy whose time stamps are the sources', so that a second run compiles only what has changed. What the pages were
# built with stays, because the build keeps a stamp of it.
list=$(mktemp)
trap 'rm -f "$list"' EXIT
git ls-files --cached --others --exclude-standard | while read -r file; do [ ! -e "$file" ] || echo "$file"; done >"$list"
xargs -d '\n' -a "$list" cp -a --parents -t "$tree"
find "$tree" -mindepth 1 -path "$tree/build" -prune -o -path "$tree/debian" -prune -o -name node_modules -prune -o -type f -printf '%P\n' | LC_ALL=C sort |
    LC_ALL=C comm -13 <(LC_ALL=C sort "$list") - | while read -r gone; do rm -f "$tree/$gone"; done
rm -rf "$tree/debian"
cp -a packaging/debian "$tree/debian"
cat >"$tree/debian/changelog" <<END
tillpoints ($version) unstable; urgency=medium

  * CHANGELOG.md of the sources says what is new.

 -- Tillpoints maintainers <tillpoints@localhost>  $(date -R -d "@$(git log -1 --format=%ct)")
END

# debhelper gives the build another home.
if command -v ccache >/dev/null; then
    CCACHE_DIR=$(ccache --get-config cache_dir)
    export CCACHE_DIR
fi
options=() into=build/packages/$version
if [ -n "$architecture" ]; then
    into+=-$architecture
    packaging/cross/sysroot.sh "$architecture" "build/sysroot/$architecture"
    mkdir -p "$tree/build"
    ln -sfn "$PWD/build/sysroot" "$tree/build/sysroot"
    # -d: what the control file asks of the other architecture is in the sysroot, not installed.
    options=(-a"$architecture" -d -Ppkg.tillpoints.nocloud)
fi
(cd "$tree" && DEB_BUILD_OPTIONS="nocheck parallel=$(nproc) ${DEB_BUILD_OPTIONS:-}" dpkg-buildpackage -b -uc -us -nc "${options[@]}")
mkdir -p "$into"
rm -f "$into"/*
mv "$work"/*_"$version"_* "$into/"
(cd "$into" && ls -l)
