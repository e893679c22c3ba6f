#!/usr/bin/env bash
# Installs the build into a new folder, then builds and runs a host outside the tree against it: found by find_package,
# and found by pkg-config. Ends with the installed tools finding the installed library.
#
#     consumer.sh BUILD VERSION SONAME
set -euo pipefail
build=$1 version=$2 soname=$3
source=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/tillpoints-install-XXXXXX")
trap 'rm -rf "$dir"' EXIT
unset DESTDIR CMAKE_PREFIX_PATH PKG_CONFIG_PATH

cmake --install "$build" --prefix "$dir/installed" >/dev/null
# A package that points into the folder it was installed to first would work here and nowhere else.
mv "$dir/installed" "$dir/moved"
root=$dir/moved

echo "consumer.sh: find_package"
cmake -S "$source/consumer" -B "$dir/consumer" -DCMAKE_PREFIX_PATH="$root" -DEXPECTED_VERSION="$version" >/dev/null
cmake --build "$dir/consumer" >/dev/null
"$dir/consumer/consumer" "$version"

echo "consumer.sh: pkg-config"
pc=$(dirname "$(find "$root" -name tillpoints.pc)")
export PKG_CONFIG_PATH=$pc
[ "$(pkg-config --modversion tillpoints)" = "$version" ]
# shellcheck disable=SC2046
cc -o "$dir/by_pkg_config" "$source/consumer/consumer.c" $(pkg-config --cflags --libs tillpoints)
library=$(dirname "$pc")
LD_LIBRARY_PATH=$library "$dir/by_pkg_config" "$version"
readelf -d "$dir/by_pkg_config" | grep -q "NEEDED.*\[$soname\]" || { echo "consumer.sh: the host does not need $soname" >&2; exit 1; }

echo "consumer.sh: the tools"
rm "$library/libtillpoints.so" # belongs to development; a terminal has the library alone
mkdir "$dir/data"
echo a-key >"$dir/api.key" && chmod 600 "$dir/api.key"
sed -e "s|\"data_directory\": \"[^\"]*\"|\"data_directory\": \"$dir/data\"|" \
    -e "s|\"key_file\": \"[^\"]*\"|\"key_file\": \"$dir/api.key\"|" "$root/share/tillpoints/config.sample.json" >"$dir/config.json"
"$root/bin/tillpoints" config check "$dir/config.json"
"$root/bin/tillpoints-cloud" --help >/dev/null
[ -s "$root/share/tillpoints/config.schema.json" ] && [ -s "$root/share/tillpoints/programmes/electronics.json" ]
