#!/usr/bin/env bash
# sysroot.sh ARCHITECTURE DIRECTORY [PACKAGE...]: unpacks Debian 12's libraries of another architecture into a folder, without
# running anything of theirs. The packages come from where this machine's apt takes its own. The folder's var/lib/dpkg says what was
# unpacked, so that dpkg-shlibdeps finds the package of a library.
set -euo pipefail
[ $# -ge 2 ] || { echo "usage: $0 armhf|arm64 DIRECTORY [PACKAGE...]" >&2; exit 2; }
architecture=$1 directory=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# The libraries of what terminals run, and what the plugin's tests need.
packages=(libc6-dev libstdc++-12-dev libboost1.81-dev libssl-dev libsqlite3-dev nlohmann-json3-dev libspdlog-dev libfmt-dev
    libcli11-dev libqrcodegencpp-dev catch2 librapidcheck-dev)
[ $# -eq 2 ] || packages=("${@:3}")
wanted="$architecture recorded ${packages[*]}"
[ "$(cat "$directory.packages" 2>/dev/null)" != "$wanted" ] || exit 0

mkdir -p "$(dirname "$directory")"
rm -rf "$directory"
# Without the security updates: their index of other architectures is often behind the mirror, and nothing from here is shipped.
sources=$(mktemp --suffix=.sources)
trap 'rm -f "$sources"' EXIT
if [ -s /etc/apt/sources.list.d/debian.sources ]; then
    awk 'BEGIN { RS = ""; ORS = "\n\n" } !/security/' /etc/apt/sources.list.d/debian.sources >"$sources"
else
    mv "$sources" "${sources%.sources}.list"
    sources=${sources%.sources}.list
    grep -v security /etc/apt/sources.list >"$sources"
fi
mmdebstrap --variant=extract --architectures="$architecture" --include="${packages[*]}" \
    --extract-hook="$here/unpacked.sh" bookworm "$directory" "$sources"
echo "$wanted" >"$directory.packages"
