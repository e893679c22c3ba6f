#!/usr/bin/env bash
# foreign_proof.sh ARCHITECTURE PACKAGES PROGRAMS WORK: the packages of another architecture in a Debian 12 root of that architecture.
# Started by packaging/cross/emulated.sh. PACKAGES is their folder, PROGRAMS the folder with the reference cloud's program.
#
# Emulated, instruction by instruction, is everything inside the root: apt, dpkg, the packages' scripts, the tool, the library, the daemon
# and all their libraries. Not emulated are the kernel and with it disk, clock and network, and the cloud, which is this machine's program.
# There is no systemd. An emulator is no processor: it tells nothing about speed, memory order or a processor's bugs.
set -euo pipefail
architecture=$1 packages=$(cd "$2" && pwd) programs=$(cd "$3" && pwd)
mkdir -p "$4"
work=$(cd "$4" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
root=$work/root
mirror=${MIRROR:-http://deb.debian.org/debian}

step() { printf '\n== %s (%s s)\n' "$*" "$SECONDS"; }
fail() { echo "foreign_proof.sh: $*" >&2; exit 1; }
inside() { LC_ALL=C.UTF-8 chroot "$root" "$@"; }
apt() { inside env DEBIAN_FRONTEND=noninteractive apt-get -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "$@"; }

cloud_pid=
clean() {
    [ -z "$cloud_pid" ] || { kill "$cloud_pid" && wait "$cloud_pid" || true; }
    umount -l "$root/dev" "$root/proc" 2>/dev/null || true
}
trap clean EXIT

step "a Debian 12 root for $architecture"
[ -s "$work/root.tar" ] ||
    mmdebstrap --quiet --mode=root --skip=check/qemu --variant=apt --architectures="$architecture" bookworm "$work/root.tar" "$mirror"
rm -rf "$root" "$work/cloud" "$work/repository"
mkdir -p "$root" "$work/cloud"
tar -C "$root" --exclude='./dev/*' -xf "$work/root.tar"
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
"$here/packaging/repository.sh" "$work/repository" "$packages"/*.deb
cp -a "$work/repository" "$root/srv/tillpoints"
inside uname -m
find "$root" -xdev -name '*tillpoints*' | sort >"$work/before"

"$programs/tillpoints-training-cloud" --programme "$here/cloud/programmes/electronics.json" --data "$work/cloud" --company 42 \
    --listen 127.0.0.1:0 >"$work/cloud.log" 2>&1 &
cloud_pid=$!
for _ in $(seq 100); do [ -s "$work/cloud/ports.json" ] && break; sleep 0.1; done
port=$(sed -n 's/.*"listen": *\([0-9]*\).*/\1/p' "$work/cloud/ports.json")
[ -n "$port" ] || fail "the cloud does not start: $(tail -3 "$work/cloud.log")"
"$programs/tillpoints-training-cloud" customer add --data "$work/cloud" --programme "$here/cloud/programmes/electronics.json" \
    --name 'Test Customer' --phone +79990000001 >/dev/null

step "apt installs from the signed repository"
inside sh /srv/tillpoints/add.sh >/dev/null
apt install tillpoints tillpoints-sidecar libtillpoints-dev
inside dpkg-query -W -f='${Package} ${Version} ${Architecture}\n' 'tillpoints*' 'libtillpoints*'
[ "$(inside dpkg --print-architecture)" = "$architecture" ] || fail "the root is of another architecture"
file=$(echo "$root"/usr/lib/*/libtillpoints.so.1.*)
readelf -h "$file" | grep -E 'Class|Machine'

step "setup with answers, doctor, a sale"
cp "$work/cloud/ca.pem" "$root/srv/ca.pem"
printf '{"base_url":"127.0.0.1:%s","ca_file":"/srv/ca.pem","company_id":"42","key":"%s"}' "$port" "$(cat "$work/cloud/api.key")" \
    >"$root/srv/answers.json"
inside tillpoints setup --answers /srv/answers.json
inside tillpoints doctor | tail -n 1 | grep -x 'All right.' || fail "doctor is not green"
inside tillpoints simulate --phone +79990000001 --keep | tee "$work/sale.log"
grep -q 'the loyalty cloud has it as operation' "$work/sale.log" || fail "the sale is not awarded"

step "a shift of the simulated register"
inside tillpoints-register generate --seed 7 --count 20 >"$root/tmp/day.jsonl"
inside tillpoints-register --config /etc/tillpoints/config.json --receipts /tmp/day.jsonl --plain --journal /tmp/journal.jsonl | tail -n 2
inside tillpoints replay --seconds 120
inside tillpoints status --json | grep -q '"pending":0,"settling":0,"parked":0' || fail "entries are left: $(inside tillpoints status --json)"

step "the daemon"
printf '{"state_directory":"/var/lib/tillpointsd","listen":[{"unix":"/tmp/api.sock","mode":"0600","by_name":true}],"terminals":[{"name":"till-1"}],
"plugin":{"currency":"RUB","cloud":{"base_url":"https://127.0.0.1:%s","company_id":"42","key_file":"/etc/tillpoints/api.key","ca_file":"/srv/ca.pem"}}}' \
    "$port" >"$root/tmp/daemon.json"
inside tillpointsd --config /tmp/daemon.json check

step "an update"
inside tillpoints update | tail -n 1 | grep -x "$(inside dpkg-query -W -f='${Version}' tillpoints) is installed already." || fail "tillpoints update fails"

step "purge leaves nothing"
apt purge 'tillpoints*' 'libtillpoints*' >/dev/null
rm -f "$root/usr/share/keyrings/tillpoints.gpg" "$root/etc/apt/sources.list.d/tillpoints.list"
left=$(find "$root" -xdev -name '*tillpoints*' -not -path "$root/var/lib/apt/lists/*" -not -path "$root/proc/*" -not -path "$root/srv/*" | sort | comm -13 "$work/before" -)
[ -z "$left" ] || fail "purge left: $left"
step "passed on $architecture: installation by apt, setup, doctor, a sale that the cloud awards, 20 receipts sent, the daemon's check of
its configuration, tillpoints update that finds nothing newer, purge. Not played here: upgrades, systemd, tillpoints-cloud"
