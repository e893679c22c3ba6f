#!/usr/bin/env bash
# unpacked.sh ROOT: writes into ROOT's dpkg database what mmdebstrap has only unpacked from the archives in ROOT's apt cache. The
# files are listed by their paths on this machine, as dpkg-shlibdeps looks for them.
set -euo pipefail
root=$(cd "$1" && pwd) database=$1/var/lib/dpkg
echo 1 >"$database/info/format" # names with the architecture
for archive in "$root"/var/cache/apt/archives/*.deb; do
    control=$(mktemp -d)
    dpkg-deb --control "$archive" "$control"
    field() { sed -n "s/^$1: //p" "$control/control"; }
    name=$(field Package)
    [ "$(field Multi-Arch)" != same ] || name+=:$(field Architecture)
    awk '{ print } /^Package: / { print "Status: install ok installed" } END { print "" }' "$control/control" >>"$database/status"
    dpkg-deb --fsys-tarfile "$archive" | tar -t | sed "s|^\.|$root|; s|/$||" >"$database/info/$name.list"
    for file in shlibs symbols; do
        [ ! -e "$control/$file" ] || cp "$control/$file" "$database/info/$name.$file"
    done
    rm -rf "$control"
done
