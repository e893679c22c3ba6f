#!/usr/bin/env bash
# tarball.sh BUILD OUTPUT_FOLDER: what is installed, as one folder that may be put anywhere, for terminals without apt. It needs
# the C++ runtime, OpenSSL 3 and SQLite of the terminal.
set -euo pipefail
build=$1 out=$2
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
name=tillpoints-$version-$(uname -m)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
for component in library tool sidecar cloud; do
    cmake --install "$build" --prefix "$stage/$name" --component "$component" --strip >/dev/null
done
# The programs look beside themselves and in ../lib; a build for packages has the library in a folder of its architecture.
for library in "$stage/$name"/lib/*/libtillpoints.so.*; do
    [ ! -e "$library" ] || mv "$library" "$stage/$name/lib/"
done
find "$stage/$name/lib" -mindepth 1 -type d -empty -delete
cp LICENSE "$stage/$name/"
mkdir -p "$out"
tar -C "$stage" --sort=name --owner=0 --group=0 --numeric-owner -czf "$out/$name.tar.gz" "$name"
ls -l "$out/$name.tar.gz"
