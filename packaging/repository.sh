#!/usr/bin/env bash
# repository.sh DIR PACKAGE.deb...: a signed local repository in DIR. Its key is made at the first run and kept in DIR.key, which
# must not be served; terminals trust DIR/tillpoints.gpg.
set -euo pipefail
dir=$1
shift
[ $# -gt 0 ] || { echo "repository.sh: no packages; run ./run packages first" >&2; exit 1; }
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
export GNUPGHOME=$dir.key
mkdir -p -m 700 "$GNUPGHOME"
trap 'gpgconf --kill gpg-agent' EXIT
[ -n "$(gpg --batch --list-secret-keys --with-colons)" ] ||
    gpg --batch --quiet --passphrase '' --quick-generate-key 'Tillpoints repository' ed25519 sign never 2>/dev/null
gpg --batch --yes --export >"$dir/tillpoints.gpg"

cp "$@" "$dir/"
cd "$dir"
rm -f Packages* Release* InRelease
apt-ftparchive packages . >Packages
gzip -kn9 Packages
apt-ftparchive -o APT::FTPArchive::Release::Origin=Tillpoints -o APT::FTPArchive::Release::Suite=stable release . >Release.new
mv Release.new Release
gpg --batch --yes --clearsign --output InRelease Release
gpg --batch --yes --armor --detach-sign --output Release.gpg Release
fingerprint=$(gpg --batch --with-colons --fingerprint | sed -n 's/^fpr:*\([0-9A-F]*\):$/\1/p' | head -1)
cat >add.sh <<'END'
#!/bin/sh
# Adds the repository in which this file stands to apt, with its key pinned: what it did not sign is not installed.
set -e
dir=$(cd "$(dirname "$0")" && pwd)
install -m 644 "$dir/tillpoints.gpg" /usr/share/keyrings/tillpoints.gpg
echo "deb [signed-by=/usr/share/keyrings/tillpoints.gpg] file:$dir ./" >/etc/apt/sources.list.d/tillpoints.list
apt-get update
END
cat <<END
repository: $dir, $(grep -c ^Package: Packages) packages, signed by $fingerprint
On a terminal: sh $dir/add.sh && apt install tillpoints && tillpoints setup
END
