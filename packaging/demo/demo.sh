#!/usr/bin/env bash
# One shop day on this machine: a cash register, the plugin, a loyalty cloud, two network cuts and a power cut.
#
#     packaging/demo/demo.sh BUILD_DIR [--receipts FILE] [--seed N] [--keep]
#
# Everything happens in a temporary folder and on loopback. The last line is the ledger check; so is the exit status.
set -u

usage() { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }

[ $# -ge 1 ] || usage
build=$(cd "$1" && pwd) || usage
shift
root=$(cd "$(dirname "$0")/../.." && pwd)
receipts= seed=7 keep=
while [ $# -gt 0 ]; do
    case $1 in
        --receipts) [ $# -ge 2 ] || usage; receipts=$2; shift 2 ;;
        --seed) [ $# -ge 2 ] || usage; seed=$2; shift 2 ;;
        --keep) keep=yes; shift ;;
        *) usage ;;
    esac
done

register=$build/bin/tillpoints-register
plugin=$build/bin/libtillpoints.so
tool=$build/bin/tillpoints
cloud=$build/tests/checked_cloud/tillpoints-checked-cloud
ledger=$build/tests/ledger/tillpoints-ledger
for each in "$register" "$plugin" "$tool" "$cloud" "$ledger"; do
    [ -e "$each" ] || { echo "demo: $each is not built" >&2; exit 2; }
done

dir=$(mktemp -d "${TMPDIR:-/tmp}/tillpoints-demo-XXXXXX")
cloud_pid=$dir/cloud.pid

stop_cloud() {
    [ -s "$cloud_pid" ] || return 0
    pid=$(cat "$cloud_pid")
    kill -CONT "$pid" 2>/dev/null
    kill "$pid" 2>/dev/null
    : >"$cloud_pid"
}
clean() {
    stop_cloud
    if [ -n "$keep" ]; then echo "demo: everything is in $dir" >&2; else rm -rf "$dir"; fi
}
trap clean EXIT
trap 'exit 130' INT TERM

if [ -t 1 ]; then bold=$'\033[1m' dim=$'\033[2m' plain=$'\033[0m'; else bold= dim= plain=; fi
say() { printf '\n%s%s%s\n' "$bold" "$1" "$plain"; [ $# -lt 2 ] || printf '%s\n' "${@:2}"; }
indented() { sed "s/^/  ${dim}|${plain} /"; }
fail() { echo "demo: $1" >&2; exit 1; }

# ---- The loyalty cloud. Its ports stay the same when it comes back. ---------------------------------------------
cat >"$dir/start-cloud" <<END
#!/usr/bin/env bash
rm -f "$dir/cloud/ports.json"
"$cloud" --programme "$root/cloud/programmes/electronics.json" --data "$dir/cloud" \\
    --listen "127.0.0.1:\${1:-0}" --backoffice "127.0.0.1:\${2:-0}" >>"$dir/cloud.log" 2>&1 </dev/null &
echo \$! >"$cloud_pid"
for _ in \$(seq 100); do
    [ -s "$dir/cloud/ports.json" ] && exit 0
    kill -0 \$! 2>/dev/null || break
    sleep 0.1
done
tail -5 "$dir/cloud.log" >&2
exit 1
END
chmod +x "$dir/start-cloud"
mkdir "$dir/cloud" "$dir/plugin"
"$dir/start-cloud" || fail "the cloud does not start"
number_in() { sed -n "s/.*\"$1\": *\([0-9][0-9]*\).*/\1/p" "$dir/cloud/ports.json"; }
port=$(number_in listen) office=$(number_in backoffice)

say "A shop of electronics opens." \
    "The loyalty cloud listens on 127.0.0.1:$port over TLS, with the programme cloud/programmes/electronics.json." \
    "The register loads $(basename "$plugin") as any host would: dlopen, one symbol, events in, replies out."

cat >"$dir/tillpoints.json" <<END
{"data_directory": "$dir/plugin", "language": "ru", "currency": "RUB",
 "cloud": {"base_url": "https://127.0.0.1:$port", "company_id": "549755819292",
           "key_file": "$dir/cloud/api.key", "ca_file": "$dir/cloud/ca.pem"},
 "timing": {"settle_horizon_ms": 6000, "look_margin_ms": 60000, "probe_interval_ms": 1000}}
END

if [ -z "$receipts" ]; then
    "$register" generate --seed "$seed" --count 60 >"$dir/day.jsonl" || fail "no receipts"
    receipts=$dir/day.jsonl
fi
count=$(grep -c . "$receipts") || fail "$receipts: no receipts"
[ "$count" -ge 12 ] || fail "$receipts: a day of less than 12 receipts is too short for two network cuts"

# Where things happen, as parts of the day.
cut1=$((count * 20 / 100 + 1)) back1=$((count * 35 / 100 + 1))
cut2=$((count * 50 / 100 + 1)) back2=$((count * 70 / 100 + 1))
death=$((count * 80 / 100 + 1))
pace=250
[ "$count" -le 100 ] || pace=$((25000 / count))

# The register's stdout is paper; what the commands echo stands on it between the receipts.
day=(--plugin "$plugin" --config "$dir/tillpoints.json" --receipts "$receipts" --seed "$seed" --pace "$pace"
    --fiscal "$dir/fiscal.jsonl" --journal "$dir/journal.jsonl" --plugin-log "$dir/plugin.log" --print 48
    --customers "http://127.0.0.1:$office" --customers-token "$dir/cloud/backoffice.token"
    --latency "with a network=1..$((cut1 - 1))" --latency "first cut=$cut1..$((back1 - 1))"
    --latency "second cut=$cut2..$((back2 - 1))")
mishaps=(
    --at "$cut1=kill -STOP \$(cat $cloud_pid); printf '#first cut\n\n'"
    --at "$back1=kill -CONT \$(cat $cloud_pid); printf '#back\n\n'"
    --at "$cut2=kill \$(cat $cloud_pid); printf '#second cut\n\n'"
    --at "$back2=$dir/start-cloud $port $office; printf '#back\n\n'")
deaths=()
for ((each = death; each <= count; each++)); do deaths+=(--die-at "$each:payment"); done

say "$count receipts are played." \
    "Receipt $cut1: the cloud stops answering (SIGSTOP); it answers again at receipt $back1." \
    "Receipt $cut2: the cloud's process ends; it is started again at receipt $back2." \
    "From receipt $death on: the register is killed (SIGKILL) at the first payment that was just confirmed."
started=$(date +%s)
{ "$register" "${day[@]}" "${mishaps[@]}" "${deaths[@]}" >"$dir/paper" 2>"$dir/stderr"; } 2>/dev/null
status=$?
indented <"$dir/stderr"
if [ "$status" -eq 137 ]; then
    open=$(sed 's/.*"open":\[\(.*\)\],"customers".*/\1/' "$dir/fiscal.jsonl.state" | grep -o '"receipt_id":"[^"]*"' | wc -l)
    say "The register is dead: SIGKILL, nothing flushed, nothing closed." \
        "$(wc -l <"$dir/fiscal.jsonl") documents are in its fiscal storage, open receipts: $open. It starts again and goes on:"
elif [ "$status" -ne 0 ]; then
    fail "the register ended with status $status"
fi
"$register" "${day[@]}" "${mishaps[@]}" --wait-settled 60 >>"$dir/paper" 2>"$dir/stderr"
status=$?
indented <"$dir/stderr"
took=$(($(date +%s) - started))

# ---- What customers held in their hands. ------------------------------------------------------------------------
cheque() { # the first paragraph of the paper that has $1, after the one that begins with $2
    awk -v RS= -v wanted="$1" -v after="$2" 'index($0, after) {on = 1} on && index($0, wanted) && !/^#/ {print; exit}' "$dir/paper"
}
say "A receipt partly paid with points. Every line is price x quantity to the kopeck:"
cheque 'Скидка баллами' '' | indented
say "A receipt printed while the network was gone. It promises, it gives no number it cannot be sure of:"
cheque 'аллы за покупку' '#first cut' | indented
say "A return, at the price that was paid:"
cheque 'ВОЗВРАТ' '' | indented

# ---- The books. -------------------------------------------------------------------------------------------------
"$tool" --plugin "$plugin" export --config "$dir/tillpoints.json" --json >"$dir/export.jsonl" || fail "the export failed"
say "The books of the plugin ($(wc -l <"$dir/export.jsonl") facts), the register ($(wc -l <"$dir/fiscal.jsonl") documents) and the cloud are compared, operation by operation." \
    "The day took $took s."
[ "$status" -eq 0 ] || echo "demo: the register ended with status $status"
# The cloud of the demo is the one of the tests: it holds each of its answers against protocol/openapi.json.
if [ -s "$dir/cloud/violations" ]; then
    cat "$dir/cloud/violations" >&2
    fail "the cloud gave answers that are not as described"
fi
"$ledger" --export "$dir/export.jsonl" --fiscal "$dir/fiscal.jsonl" --cloud "http://127.0.0.1:$office" \
    --token "$dir/cloud/backoffice.token"
