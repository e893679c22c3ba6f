#!/usr/bin/env bash
# install_proof.sh PREVIOUS CURRENT PROGRAMS TARBALL WORK: what a technician meets, played in a new Debian 12 root (chroot, no systemd).
# PREVIOUS and CURRENT are folders of packages, PROGRAMS the folder with the reference cloud's program. Needs root. Installs from
# the local repository alone, sets up, sells, upgrades with 1 000 entries pending and the whole process tree killed at several
# moments, lets `tillpoints update` take broken versions back, refuses a downgrade, sells from the tarball, removes and purges.
# MOMENTS=N: how many kills (20).
set -euo pipefail
previous=$(cd "$1" && pwd) current=$(cd "$2" && pwd) programs=$(cd "$3" && pwd) tarball=$(realpath "$4")
mkdir -p "$5"
work=$(cd "$5" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
root=$work/root moments=${MOMENTS:-20} entries=1000
mirror=${MIRROR:-http://deb.debian.org/debian}
[ "$(id -u)" = 0 ] || { echo "install_proof.sh: needs root" >&2; exit 2; }

step() { printf '\n== %s\n' "$*"; }
fail() { echo "install_proof.sh: $*" >&2; exit 1; }
inside() { LC_ALL=C.UTF-8 chroot "$root" "$@"; }
apt() { inside env DEBIAN_FRONTEND=noninteractive apt-get -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "$@"; }

# serve PACKAGE...: the root's repository has these packages and no others.
serve() {
    rm -f "$work/repository"/*.deb
    "$here/packaging/repository.sh" "$work/repository" "$@" >/dev/null
    rm -rf "$root/srv/tillpoints"
    cp -a "$work/repository" "$root/srv/tillpoints"
    apt update >/dev/null
}

cloud_pid=
start_cloud() {
    rm -f "$work/cloud/ports.json"
    "$programs/tillpoints-training-cloud" --programme "$here/cloud/programmes/electronics.json" --data "$work/cloud" --company 42 \
        --listen "127.0.0.1:${port:-0}" >>"$work/cloud.log" 2>&1 &
    cloud_pid=$!
    for _ in $(seq 100); do [ -s "$work/cloud/ports.json" ] && break; sleep 0.1; done
    port=$(sed -n 's/.*"listen": *\([0-9]*\).*/\1/p' "$work/cloud/ports.json")
    [ -n "$port" ] || fail "the cloud does not start: $(tail -3 "$work/cloud.log")"
}
stop_cloud() { [ -z "$cloud_pid" ] || { kill "$cloud_pid" && wait "$cloud_pid" || true; cloud_pid=; }; }
clean() {
    stop_cloud
    umount "$root/proc" 2>/dev/null || true
}
trap clean EXIT

step "a Debian 12 root"
if [ ! -s "$work/root.tar" ]; then
    rm -rf "$root"
    debootstrap --variant=minbase bookworm "$root" "$mirror" >"$work/debootstrap.log"
    tar -C "$root" -cf "$work/root.tar" .
fi
umount "$root/proc" 2>/dev/null || true
rm -rf "$root" "$work/cloud" "$work/repository" "$work/right"
mkdir -p "$root" "$work/cloud"
tar -C "$root" -xf "$work/root.tar"
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf"
# A start of services is refused: the root has no systemd.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
"$here/packaging/repository.sh" "$work/repository" "$previous"/*.deb
mkdir -p "$root/srv"
cp -a "$work/repository" "$root/srv/tillpoints"
find "$root" -xdev -name '*tillpoints*' | sort >"$work/before"

start_cloud
key=$(cat "$work/cloud/api.key")
"$programs/tillpoints-training-cloud" customer add --data "$work/cloud" --programme "$here/cloud/programmes/electronics.json" \
    --name 'Test Customer' --phone +79990000001 >/dev/null

step "from a bare terminal to the first point"
commands=0 started=$(date +%s)
technician() { commands=$((commands + 1)); echo "# $*"; inside "$@"; }
technician sh /srv/tillpoints/add.sh >/dev/null
technician env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends tillpoints >/dev/null
decisions=("127.0.0.1:$port" yes 42 "$key" +79990000001)
printf '%s\n' "${decisions[@]}" | technician tillpoints setup | tee "$work/setup.log"
commands=$((commands + 1)) # which counted in a process of its own, because of the pipe
grep -q 'All right' "$work/setup.log" || fail "doctor is not green"
grep -q 'the loyalty cloud has it as operation' "$work/setup.log" || fail "the first sale is not awarded"
seconds=$(($(date +%s) - started))
echo "commands $commands, decisions ${#decisions[@]}, seconds $seconds, disk and network included"
[ "$commands" -le 3 ] && [ "${#decisions[@]}" -le 5 ] && [ "$seconds" -lt 600 ] || fail "more than 3 commands, 5 decisions or 10 minutes"
# A list of packages that the key did not sign is refused.
cp -a "$root/srv/tillpoints" "$work/right"
echo >>"$root/srv/tillpoints/Packages"
rm -f "$root/srv/tillpoints/Packages.gz" "$root"/var/lib/apt/lists/*_srv_tillpoints_*
! apt update >"$work/forged.log" 2>&1 || fail "a changed list of packages is taken"
grep -m1 '^E: ' "$work/forged.log"
rm -rf "$root/srv/tillpoints"
mv "$work/right" "$root/srv/tillpoints"
apt update >/dev/null

step "a full disk"
mkdir -p "$work/full" "$root/mnt/full"
mount -t tmpfs -o size=64k tmpfs "$root/mnt/full"
sed 's|"/var/lib/tillpoints"|"/mnt/full"|' "$root/etc/tillpoints/config.json" >"$root/tmp/full.json"
chmod 700 "$root/mnt/full"
inside tillpoints doctor --config /tmp/full.json >"$work/full.log" || true
umount "$root/mnt/full"
grep -q 'First: the disk is full' "$work/full.log" || fail "a full disk is not named first: $(cat "$work/full.log")"
grep '^First' "$work/full.log"

step "$entries entries pending"
stop_cloud
inside tillpoints-register generate --seed 7 --count $((entries * 3 / 2)) >"$root/tmp/day.jsonl"
inside tillpoints-register --config /etc/tillpoints/config.json --receipts /tmp/day.jsonl --plain --journal /tmp/journal.jsonl >/dev/null
pending() { inside tillpoints status --json | sed 's/.*"pending":\([0-9]*\),"settling":\([0-9]*\).*/\1 \2/' | awk '{print $1 + $2}'; }
before=$(pending)
[ "$before" -ge "$entries" ] || fail "only $before entries are pending"
echo "$before entries pending"
inside tillpoints export --json | sha256sum >"$work/entries"

step "upgrade, killed at $moments moments"
serve "$previous"/*.deb "$current"/*.deb
# The packages' versions, and that nothing of what is stored has changed.
version_of() { inside dpkg-query -W -f='${Version}' libtillpoints1; }
older=$(version_of) newer=$(inside apt-cache policy tillpoints | awk '/Candidate/ {print $2}')
[ "$older" != "$newer" ] || fail "there is nothing to upgrade to"
kept() {
    inside tillpoints export --json | sha256sum | cmp -s - "$work/entries" || fail "$1: the entries are not what they were"
    [ -s "$root/etc/tillpoints/config.json" ] && [ -s "$root/etc/tillpoints/api.key" ] || fail "$1: the configuration is gone"
}
began=$(date +%s%N)
apt install tillpoints >/dev/null
whole_ms=$((($(date +%s%N) - began) / 1000000))
kept "an upgrade"
killed=0
for ((moment = 0; moment < moments; ++moment)); do
    apt install --allow-downgrades "tillpoints=$older" "libtillpoints1=$older" >/dev/null 2>&1 || fail "the way back from $newer to $older fails"
    after_ms=$((whole_ms * moment / moments))
    # Everything in a process tree of its own, which ends with its first process.
    unshare --pid --fork --kill-child=KILL --mount-proc="$root/proc" chroot "$root" env DEBIAN_FRONTEND=noninteractive \
        apt-get -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends install tillpoints >/dev/null 2>&1 &
    upgrade=$!
    sleep "$(awk "BEGIN {print $after_ms / 1000}")"
    tree=$(pgrep -P "$upgrade" || true)
    if kill -9 "$upgrade" 2>/dev/null; then killed=$((killed + 1)); fi
    wait "$upgrade" 2>/dev/null || true
    # Its first process is gone when all of the tree is.
    for _ in $(seq 200); do [ -n "$tree" ] && kill -0 "$tree" 2>/dev/null || break; sleep 0.05; done
    { inside dpkg --configure -a && apt -f install && apt install tillpoints; } >"$work/mended.log" 2>&1 ||
        fail "after a kill at $after_ms ms: $(cat "$work/mended.log")"
    [ "$(version_of)" = "$newer" ] || fail "after a kill at $after_ms ms: $(version_of) is installed"
    kept "after a kill at $after_ms ms"
done
echo "$killed of $moments upgrades killed within $whole_ms ms; $before entries pending all the while, none changed"
[ "$killed" -ge $((moments / 2)) ] || fail "only $killed upgrades were killed"

. "$here/packaging/update_proof.sh"
update_proof

step "a downgrade that would lose the database is refused with words"
database=$root/var/lib/tillpoints/tillpoints.db
cp "$database" "$work/tillpoints.db"
printf '\0\0\0\143' | dd of="$database" bs=1 seek=60 conv=notrunc status=none
! apt install --allow-downgrades "tillpoints=$older" "libtillpoints1=$older" >"$work/downgrade.log" 2>&1 || fail "the downgrade is not refused"
grep 'tillpoints: ' "$work/downgrade.log" || fail "refused without words: $(cat "$work/downgrade.log")"
cat "$work/tillpoints.db" >"$database"
apt -f install >/dev/null 2>&1 || fail "apt is left in disorder"
[ "$(version_of)" = "$newer" ] || fail "$(version_of) is installed"

step "what waited is sent"
start_cloud
inside tillpoints replay --progress --seconds 300 | tail -1
[ "$(pending)" = 0 ] || fail "$(pending) entries are pending"

. "$here/packaging/fleet_proof.sh"
fleet_proof

step "remove keeps, purge leaves nothing"
apt remove tillpoints libtillpoints1 >/dev/null
for kept in etc/tillpoints/config.json etc/tillpoints/api.key var/lib/tillpoints/tillpoints.db var/lib/tillpoints/tillpoints.key; do
    [ -s "$root/$kept" ] || fail "remove took $kept"
done
apt install tillpoints >/dev/null
inside tillpoints doctor | tail -1
apt install tillpoints-sidecar tillpoints-cloud libtillpoints-dev >/dev/null
inside tillpointsd --help >/dev/null && inside tillpoints-cloud --help >/dev/null
[ "$(inside stat -c %U:%a /var/lib/tillpointsd)" = tillpoints:700 ] || fail "the daemon's data directory is $(inside stat -c %U:%a /var/lib/tillpointsd)"
apt purge 'tillpoints*' 'libtillpoints*' >/dev/null
rm -f "$root/usr/share/keyrings/tillpoints.gpg" "$root/etc/apt/sources.list.d/tillpoints.list"
left=$(find "$root" -xdev -name '*tillpoints*' -not -path "$root/var/lib/apt/lists/*" -not -path "$root/proc/*" -not -path "$root/srv/*" | sort | comm -13 "$work/before" -)
[ -z "$left" ] || fail "purge left: $left"
echo "nothing is left"

step "the tarball, anywhere, where no package is installed"
inside mkdir -p /srv/anywhere
tar -C "$root/srv/anywhere" -xzf "$tarball"
folder=$(cd "$root/srv/anywhere" && echo tillpoints-*) at=/srv/anywhere
printf '{"base_url":"127.0.0.1:%s","ca_fingerprint":"%s","company_id":"42","key":"%s","phone":"+79990000001","data_directory":"%s/data"}' \
    "$port" "$(sed -n 's/^SHA-256 //p' "$work/setup.log")" "$key" "$at" >"$root$at/answers.json"
portable() { inside "$at/$folder/bin/$1" "${@:2}"; }
portable tillpoints setup --config "$at/config.json" --answers "$at/answers.json" >"$work/tarball.log" || fail "setup fails: $(cat "$work/tarball.log")"
grep 'the loyalty cloud has it as operation' "$work/tarball.log" || fail "the first sale is not awarded"
inside head -n 20 /tmp/day.jsonl >"$root$at/day.jsonl"
portable tillpoints-register --config "$at/config.json" --receipts "$at/day.jsonl" --plain --journal "$at/journal.jsonl" | tail -n 1
portable tillpoints doctor --config "$at/config.json" | tail -n 1 | grep -x 'All right.' || fail "doctor is not green"
portable tillpointsd --help >/dev/null && portable tillpoints-cloud --help >/dev/null
