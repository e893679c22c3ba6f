# Read by install_proof.sh: `tillpoints update` in its root, while entries are pending. Versions that are broken on purpose are taken
# back, a good one stays, and what is killed in the middle is ended by --resume in one of the two versions.

# repack VERSION CHANGE FOLDER: the current packages under another version, after CHANGE in the unpacked folder of each.
repack() {
    local version=$1 change=$2 folder=$3 archive at
    mkdir -p "$folder"
    for archive in "$current"/{libtillpoints1,tillpoints}_*.deb; do
        at=$(mktemp -d)
        dpkg-deb -R "$archive" "$at"
        sed -i "s/^Version: .*/Version: $version/; s/(= $newer)/(= $version)/" "$at/DEBIAN/control"
        (cd "$at" && $change)
        chmod 755 "$at"
        dpkg-deb --root-owner-group -Zgzip -z1 -b "$at" "$folder" >/dev/null
        rm -rf "$at"
    done
}
# Its library is none, and the repository is gone once it is installed.
broken_library() {
    for each in usr/lib/*/libtillpoints.so.1.*; do
        [ -f "$each" ] || continue
        echo "no library" >"$each"
        printf '#!/bin/sh\nrm -rf /srv/tillpoints\n' >DEBIAN/postinst
        chmod 755 DEBIAN/postinst
    done
}
# The tool of the newer version, which says in doctor's report what $1 makes of it.
wrap_tool() {
    [ -f usr/bin/tillpoints ] || return 0
    mkdir -p usr/lib/tillpoints
    mv usr/bin/tillpoints usr/lib/tillpoints/tool
    printf '#!/bin/sh\n[ "$1" != doctor ] || { %s; /usr/lib/tillpoints/tool "$@" | sed %s; exit 1; }\nexec /usr/lib/tillpoints/tool "$@"\n' \
        "$1" "'s/\"ok\",\"code\":\"key_right\",\"values\":\[\]/\"error\",\"code\":\"key_refused\",\"values\":[\"42\"]/'" >usr/bin/tillpoints
    chmod 755 usr/bin/tillpoints
}
broken_doctor() { wrap_tool true; }
migrating() { wrap_tool "printf '\\0\\0\\0\\143' | dd of=/var/lib/tillpoints/tillpoints.db bs=1 seek=60 conv=notrunc status=none"; }

# updates EXIT_CODE VERSION [ARGUMENT...]: how it must end, and in which version.
updates() {
    local wanted=$1 version=$2 code=0
    shift 2
    inside tillpoints update --patience 0 "$@" >"$work/update.log" 2>&1 || code=$?
    [ "$code" = "$wanted" ] || fail "tillpoints update $* ends with $code: $(cat "$work/update.log")"
    [ "$(version_of)" = "$version" ] || fail "after tillpoints update $*, $(version_of) is installed: $(cat "$work/update.log")"
}
in_order() {
    [ -z "$(inside dpkg --audit)" ] || fail "$1: $(inside dpkg --audit)"
    [ "$(inside dpkg-query -W -f='${Version}' tillpoints)" = "$(version_of)" ] || fail "$1: the packages have different versions"
    kept "$1"
}

update_proof() {
    local broken=$work/broken state=$root/var/lib/tillpoints-update/state.json
    rm -rf "$broken"
    for each in library doctor; do repack "$newer+broken.$each" "broken_$each" "$broken/$each"; done
    repack "$newer+migrating" migrating "$broken/migrating"
    start_cloud

    step "an update after which the library does not load and the repository is gone, or doctor names an error, is taken back"
    for each in library doctor; do
        serve "$previous"/*.deb "$current"/*.deb "$broken/$each"/*.deb
        updates 5 "$newer"
        in_order "an update that was taken back"
        tail -n 4 "$work/update.log"
    done
    inside tillpoints doctor | grep -x 'All right.' || fail "doctor is not green"

    step "a good version stays, newer or older"
    serve "$previous"/*.deb "$current"/*.deb
    updates 0 "$older" --to "$older"
    in_order "an update to the older version"
    updates 0 "$newer"
    in_order "an update"
    tail -n 2 "$work/update.log"
    [ "$(pending)" = "$before" ] || fail "$(pending) entries are pending"

    # From the first change to the end, on this machine at this time.
    updates 0 "$older" --to "$older"
    inside tillpoints update --patience 0 >"$work/update.log" 2>&1 &
    local update=$! began window_ms moment ended_in= killed=0 resumed=0
    until_begun "$update"
    began=$(date +%s%N)
    wait "$update" || fail "an update fails: $(cat "$work/update.log")"
    window_ms=$((($(date +%s%N) - began) / 1000000))

    step "tillpoints update, killed at $((moments / 2)) moments of the $window_ms ms in which it changes something, is ended by --resume"
    for ((moment = 0; moment < moments / 2; ++moment)); do
        updates 0 "$older" --to "$older"
        killed_in_the_middle $((window_ms * moment / (moments / 2)))
        [ ! -e "$state" ] || resumed=$((resumed + 1))
        inside tillpoints update --resume >"$work/update.log" 2>&1 || fail "the rest of an update fails: $(cat "$work/update.log")"
        [ ! -e "$state" ] || fail "the update is not ended: $(cat "$work/update.log")"
        in_order "after a kill and --resume"
        case $(version_of) in "$older" | "$newer") ended_in+=" $(version_of)" ;; *) fail "$(version_of) is installed" ;; esac
        inside tillpoints update >"$work/update.log" 2>&1 || fail "the next update fails: $(cat "$work/update.log")"
    done
    echo "$killed killed, $resumed of them in the middle; ended in$ended_in"
    [ "$resumed" -gt 0 ] || fail "none was killed in the middle"

    step "where the newer version has migrated the database, it stays, with words"
    serve "$previous"/*.deb "$current"/*.deb "$broken/migrating"/*.deb
    cp "$root/var/lib/tillpoints/tillpoints.db" "$work/tillpoints.db"
    updates 6 "$newer+migrating"
    grep 'stays, although' "$work/update.log" || fail "it stays without words: $(cat "$work/update.log")"
    cat "$work/tillpoints.db" >"$root/var/lib/tillpoints/tillpoints.db"
    serve "$previous"/*.deb "$current"/*.deb
    # Its doctor would migrate the database again.
    apt install --allow-downgrades "tillpoints=$newer" "libtillpoints1=$newer" >/dev/null 2>&1 || fail "the way back by hand fails"
    in_order "the way back from a version that migrated"
    stop_cloud
}

# until_begun PROCESS: until this update has begun to change something, or has ended.
until_begun() { while [ ! -e "$state" ] && kill -0 "$1" 2>/dev/null; do sleep 0.02; done; }

# killed_in_the_middle MILLISECONDS: an update whose whole process tree is killed this long after it has begun to change something.
killed_in_the_middle() {
    unshare --pid --fork --kill-child=KILL --mount-proc="$root/proc" chroot "$root" env LC_ALL=C.UTF-8 tillpoints update --patience 0 \
        >/dev/null 2>&1 &
    local update=$! tree
    until_begun "$update"
    sleep "$(awk "BEGIN {print $1 / 1000}")"
    tree=$(pgrep -P "$update" || true)
    if kill -9 "$update" 2>/dev/null; then killed=$((killed + 1)); fi
    wait "$update" 2>/dev/null || true
    # Its first process is gone when all of the tree is.
    for _ in $(seq 200); do [ -n "$tree" ] && kill -0 "$tree" 2>/dev/null || break; sleep 0.05; done
}
