#!/usr/bin/env bash
# A shop day against a cloud that misbehaves, and the ledger check after it. CLOUD is the checked one, and an
# answer that violates the protocol's description fails the test.
#
#     rough_day.sh REGISTER PLUGIN TOOL CLOUD LEDGER PROGRAMME SEED COUNT SWITCH=VALUE...
#
# The switches are set after the customers were created and reset before the day is settled.
# DEATHS="presented payment" kills the register once at each of these steps. With KEEP=DIR all files
# are in DIR and are kept.
set -u
register=$1 plugin=$2 tool=$3 cloud=$4 ledger=$5 programme=$6 seed=$7 count=$8
shift 8
dir=${KEEP:-$(mktemp -d "${TMPDIR:-/tmp}/tillpoints-rough-XXXXXX")}
mkdir -p "$dir/cloud" "$dir/plugin"
pid=
clean() {
    [ -z "$pid" ] || kill "$pid" 2>/dev/null
    [ -n "${KEEP:-}" ] || rm -rf "$dir"
}
trap clean EXIT

"$cloud" --programme "$programme" --data "$dir/cloud" --listen 127.0.0.1:0 --backoffice 127.0.0.1:0 \
    >"$dir/cloud.log" 2>&1 &
pid=$!
for _ in $(seq 150); do
    [ -s "$dir/cloud/ports.json" ] && break
    kill -0 "$pid" 2>/dev/null || { cat "$dir/cloud.log" >&2; exit 2; }
    sleep 0.1
done
number_in() { sed -n "s/.*\"$1\": *\([0-9][0-9]*\).*/\1/p" "$dir/cloud/ports.json"; }
office=http://127.0.0.1:$(number_in backoffice)
cat >"$dir/tillpoints.json" <<END
{"data_directory": "$dir/plugin",
 "cloud": {"base_url": "https://127.0.0.1:$(number_in listen)", "company_id": "549755819292",
           "key_file": "$dir/cloud/api.key", "ca_file": "$dir/cloud/ca.pem"},
 "timing": {"event_deadline_ms": 1500, "send_timeout_ms": 2000, "probe_interval_ms": 500, "probe_timeout_ms": 1000,
            "settle_horizon_ms": 5000}}
END
"$register" generate --seed "$seed" --count "$count" >"$dir/day.jsonl" || exit 2

# One switch a call: {"name":"value"}.
cat >"$dir/turn" <<END
#!/usr/bin/env bash
for each in "\$@"; do
    body="{\"\${each%%=*}\":\"\${each#*=}\"}"
    curl -sf -o /dev/null -H "Authorization: Bearer \$(cat "$dir/cloud/backoffice.token")" \\
        -H 'Content-Type: application/json' -d "\$body" "$office/switches" || exit 1
done
END
chmod +x "$dir/turn"
off=()
for each in "$@"; do
    case $each in error_*|lost_*|late_*|cut_*|captive_*|requests_*|latency_*) off+=("${each%%=*}=0") ;; esac
done

play() {
    "$register" --plugin "$plugin" --config "$dir/tillpoints.json" --receipts "$dir/day.jsonl" --seed "$seed" \
        --fiscal "$dir/fiscal.jsonl" --journal "$dir/journal.jsonl" --plugin-log "$dir/plugin.log" \
        --trace "$dir/trace.jsonl" --customers "$office" --customers-token "$dir/cloud/backoffice.token" \
        --at "2=$dir/turn $*" --at "$count=$dir/turn ${off[*]}" --wait-settled 90 "${deaths[@]}" 2>>"$dir/stderr"
}
# The register is killed once at every step, each time at the first receipt of a range that reaches the step.
first=4 status=137 deaths=()
for step in ${DEATHS:-}; do
    deaths=()
    for n in $(seq "$first" $((first + 6))); do deaths+=(--die-at "$n:$step"); done
    first=$((first + 7))
    play "$@"
    status=$?
    [ "$status" -eq 137 ] || break
done
deaths=()
if [ "$status" -eq 137 ]; then
    play "$@"
    status=$?
fi
"$tool" --plugin "$plugin" export --config "$dir/tillpoints.json" --json >"$dir/export.jsonl" || exit 2
cat "$dir/stderr" >&2
sed -n 's/^register: shift 1 closed, the plugin says //p' "$dir/stderr" | tail -n 1 >"$dir/summary.json"
"$ledger" --export "$dir/export.jsonl" --fiscal "$dir/fiscal.jsonl" --cloud "$office" \
    --token "$dir/cloud/backoffice.token" --summary "$dir/summary.json" || exit
[ ! -s "$dir/cloud/violations" ] || { cat "$dir/cloud/violations" >&2; exit 3; }
exit "$status"
