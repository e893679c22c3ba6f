#!/usr/bin/env bash
# emulated.sh armhf|arm64 COMMAND [ARGUMENT...]: runs COMMAND as root where the kernel starts programs of this architecture through
# qemu-user. If the machine is set up for it already, nothing more is done. Otherwise it is done in user, mount and process
# namespaces of COMMAND's own (Linux 6.7), so that the machine stays as it is; the network is the machine's. Needs root.
set -euo pipefail
case $1 in # the first 20 bytes of a program of this architecture, and which of their bits count
    armhf) name=qemu-arm magic='\x7fELF\x01\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x28\x00' ;;
    arm64) name=qemu-aarch64 magic='\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00' ;;
    *) echo "emulated.sh: armhf or arm64" >&2; exit 2 ;;
esac
mask='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
shift
[ "$(id -u)" = 0 ] || { echo "emulated.sh: needs root" >&2; exit 2; }
[ ! -e "/proc/sys/fs/binfmt_misc/$name" ] || exec "$@"

mapped=$(mktemp -u)
mkfifo "$mapped"
trap 'rm -f "$mapped"' EXIT
# F: the emulator is opened now, so that a root need not contain it.
unshare --user --mount --pid --fork bash -c '
    read -r _ <"$1"
    mount -t proc proc /proc
    mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
    printf "%s" "$2" >/proc/sys/fs/binfmt_misc/register || { echo "emulated.sh: this kernel (before Linux 6.7?) cannot do it apart; set the machine up by the package binfmt-support" >&2; exit 1; }
    exec "${@:3}"' bash "$mapped" ":$name:M::$magic:$mask:/usr/bin/$name-static:F" "$@" &
inner=$!
while [ "$(readlink "/proc/$inner/ns/user")" = "$(readlink /proc/self/ns/user)" ]; do sleep 0.05; done
# Every user is the same one inside.
for map in uid_map gid_map; do echo '0 0 4294967295' >"/proc/$inner/$map"; done
echo go >"$mapped"
wait "$inner"
