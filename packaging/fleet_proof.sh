# Read by install_proof.sh, whose variables and functions it uses: a terminal comes into a fleet by a code and takes what its
# operator signed, while the cloud runs.
office() { "$programs/tillpoints-training-cloud" office "$1" "$2" ${3:+"$3"} --json --data "$work/cloud" \
    --programme "$here/cloud/programmes/electronics.json"; }

# roll_out NUMBER ARGUMENT...: signs a release and hands it to every terminal.
roll_out() {
    local number=$1
    shift
    inside tillpoints fleet sign --number "$number" --key /tmp/fleet/fleet.key --output /tmp/fleet/release.json "$@" >/dev/null
    office POST /fleet/rollouts "{\"share\":100,\"watch_minutes\":0,\"document\":$(cat "$root/tmp/fleet/release.json")}" >/dev/null
}

fleet_proof() {
    step "a terminal comes into a fleet by its code and takes what the operator signed"
    mkdir -p "$root/tmp/fleet"
    printf 'name,base_url,company_id,key_file,ca_file\nnorth-1,https://127.0.0.1:%s,42,api.key,ca.pem\n' "$port" >"$root/tmp/fleet/terminals.csv"
    cp "$root/etc/tillpoints/api.key" "$root/etc/tillpoints/ca.pem" "$root/tmp/fleet/"
    inside tillpoints fleet bundle /tmp/fleet/terminals.csv --key /tmp/fleet/fleet.key --output /tmp/fleet/bundles \
        --report-url "https://127.0.0.1:$port" >"$work/fleet.log"
    office POST /fleet/terminals "$(cat "$root/tmp/fleet/bundles/terminals.json")" >/dev/null
    local code
    code=$(sed -n 's/^north-1,//p' "$root/tmp/fleet/bundles/codes.csv")
    inside tillpoints setup --enrol "$code" --bundle /tmp/fleet/bundles >"$work/enrol.log" || fail "enrolment fails: $(cat "$work/enrol.log")"
    inside tillpoints fleet report --json >"$work/report.log" || fail "the report fails: $(cat "$work/report.log")"
    office GET /fleet/terminals | grep -q '"troubles": \[\]' || fail "the terminal is listed with troubles: $(office GET /fleet/terminals)"

    apt install --allow-downgrades "tillpoints=$older" "libtillpoints1=$older" >/dev/null 2>&1
    echo '{"rules":{"step":100}}' >"$root/tmp/fleet/settings.json"
    roll_out 1 --version-of-packages "$newer" --configuration /tmp/fleet/settings.json
    inside tillpoints fleet report --json >"$work/report.log" || fail "the release is not taken: $(cat "$work/report.log")"
    [ "$(version_of)" = "$newer" ] || fail "$(version_of) is installed"
    grep -q '"applied":1' "$work/report.log" || fail "the release is not taken: $(cat "$work/report.log")"
    grep -q '"step": 100' "$root/etc/tillpoints/config.json.d/90-fleet.json" || fail "the settings are not there"
    roll_out 2 --version-of-packages 99.0
    # A version that cannot be had is tried for five minutes: a repository may be out of reach.
    for _ in 1 2 3 4; do
        inside tillpoints fleet report --json >"$work/report.log" || fail "a version that is not there is refused too soon: $(cat "$work/report.log")"
    done
    ! inside tillpoints fleet report --json >"$work/report.log" || fail "a version that is not there is taken"
    grep -q '"reason":"update_failed","refused":2' "$work/report.log" || fail "the refusal is not told: $(cat "$work/report.log")"
    # The cloud compares heartbeats every ten seconds, and a minute passes between two on a terminal.
    local stopped=
    for _ in $(seq 30); do
        stopped=$(office GET /fleet/rollouts)
        ! grep -q 'refused: update_failed' <<<"$stopped" || break
        sleep 1
    done
    grep -q 'refused: update_failed' <<<"$stopped" || fail "the roll-out goes on: $stopped"
    echo "enrolled by a code; release 1 brought $newer and its settings, release 2 was refused and stopped"
    rm -rf "$root/tmp/fleet"
}
