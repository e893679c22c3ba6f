#!/usr/bin/env bash
# systemd's own check of the units of daemon, cloud and fleet: they are understood as a whole, and the sandbox leaves little open.
#
#     service_units.sh SYSTEMD_ANALYZE UNITS TILLPOINTSD TILLPOINTS_CLOUD TILLPOINTS
set -euo pipefail
analyze=$1 units=$2 program=$3 cloud=$4 tool=$5
dir=$(mktemp -d "${TMPDIR:-/tmp}/tillpoints-units-XXXXXX")
trap 'rm -rf "$dir"' EXIT
# The user of the units does not exist here, and the program is not installed.
sed -e "s|/usr/bin/tillpointsd|$program|" -e 's/^\(User\|Group\)=.*/\1=root/' "$units/tillpointsd.service" >"$dir/tillpointsd.service"
sed -e 's/^\(SocketUser\|SocketGroup\)=.*/\1=root/' "$units/tillpointsd.socket" >"$dir/tillpointsd.socket"
sed -e "s|/usr/bin/tillpoints-cloud|$cloud|" -e 's/^\(User\|Group\)=.*/\1=root/' -e '/^Documentation=man:/d' \
    "$units/tillpoints-cloud.service" >"$dir/tillpoints-cloud.service"
sed -e "s|/usr/bin/tillpoints|$tool|" -e '/^Documentation=man:/d' "$units/tillpoints-fleet.service" >"$dir/tillpoints-fleet.service"
cp "$units/tillpoints-fleet.timer" "$dir/"
said=$("$analyze" verify "$dir/tillpoints-fleet.service" "$dir/tillpoints-fleet.timer" "$dir/tillpointsd.service" "$dir/tillpointsd.socket" "$dir/tillpoints-cloud.service" 2>&1)
[ -z "$said" ] || { printf '%s\n' "$said" >&2; exit 1; }
# 0 is closed, 10 is open; 25 means 2.5. The fleet's installs packages, which no sandbox allows.
for unit in tillpointsd tillpoints-cloud; do
    "$analyze" security --offline=yes --threshold=25 --no-pager "$units/$unit.service" >"$dir/exposure" || { cat "$dir/exposure" >&2; exit 1; }
    tail -1 "$dir/exposure"
done
