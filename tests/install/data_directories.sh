#!/bin/bash
# The packages' own scripts see every data directory that a configuration names: one is not downgraded under, and a purge leaves no key.
# Usage: data_directories.sh SOURCE
set -euo pipefail

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
fail() { echo "$*" >&2; exit 1; }

# script NAME: the script in a root of its own.
script() {
    sed "s,/etc/tillpoints,$root&,g; s,/var/lib/,$root&,g; s,/usr/bin/,$root&,g; s,@NEWEST_LAYOUT@,3," "$1/packaging/debian/$2" >"$root/script"
    sh "$root/script" "$3" 2>"$root/said"
}
# data FOLDER LAYOUT: a data directory with a database of this layout.
data() {
    mkdir -p "$root/$1"
    { printf 'SQLite format 3\0'; head -c 44 /dev/zero; printf "\\0\\0\\0\\$(printf %o "$2")"; } >"$root/$1/tillpoints.db"
    echo key >"$root/$1/tillpoints.key"
}
put() { mkdir -p "$(dirname "$root/etc/tillpoints/$1")" && echo "$2" >"$root/etc/tillpoints/$1"; }

all="own dropped common file/dropped second state/terminals/till-9/plugin"
put config.json "{\"data_directory\": \"$root/own\"}"
put config.json.d/50-data.json "{\"data_directory\":\"$root/dropped\"}"
put tillpointsd.json "{\"state_directory\":\"$root/state\",\"plugin\":{\"data_directory\":\"$root/common\"},\"terminals\":[
    {\"name\":\"a\",\"plugin\":\"$root/etc/tillpoints/a.json\"},{\"name\":\"b\",\"plugin\":{\"data_directory\":\"$root/second\"}}]}"
put a.json '{}'
put a.json.d/1.json "{\"data_directory\" : \"$root/file/dropped\"}"
for each in $all; do data "$each" 3; done
script "$1" preinst.in upgrade || fail "a known layout is refused: $(cat "$root/said")"
for each in $all var/lib/tillpoints var/lib/tillpointsd/terminals/till-1/plugin; do
    data "$each" 4
    ! script "$1" preinst.in upgrade || fail "a newer database in $each is not seen"
    grep -q "$root/$each/tillpoints.db was written by a newer version (layout 4," "$root/said" || fail "$each: $(cat "$root/said")"
    data "$each" 3
done

mkdir -p "$root/usr/bin"
touch "$root/usr/bin/tillpointsd"
script "$1" tillpoints.postrm purge
[ ! -e "$root/own" ] && [ ! -e "$root/dropped" ] || fail "a purge leaves the register's data"
[ -e "$root/second/tillpoints.key" ] || fail "a purge of the tool takes the daemon's data"
rm "$root/usr/bin/tillpointsd"
touch "$root/usr/bin/tillpoints"
data own 3
put config.json "{\"data_directory\": \"$root/second\"}"
script "$1" tillpoints-sidecar.postrm purge
[ ! -e "$root/common" ] && [ ! -e "$root/file/dropped" ] || fail "a purge leaves the daemon's data"
[ -e "$root/second/tillpoints.key" ] || fail "a purge of the daemon takes the register's data"
