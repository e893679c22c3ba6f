#!/usr/bin/env bash
# shell.sh SETUP.json: the driver that a technician's script would be: curl for each request, the sqlite3 tool for the queue.
# It redeems points, whatever kind it is asked for.
set -euo pipefail
setup=$1
value() { sqlite3 :memory: "SELECT json_extract(readfile('$setup'), '$1')"; }

url=$(value '$.config.cloud.base_url')
ca=$(value '$.config.cloud.ca_file')
credential=$(value '$.config.cloud.company_id'):$(<"$(value '$.config.cloud.key_file')")
pause=$(($(value '$.pause_us')))
queue=$(value '$.journal').db
mapfile -t cards < <(sqlite3 :memory: "SELECT json_extract(value, '\$.card') FROM json_each(readfile('$setup'), '\$.customers')")
sqlite3 "$queue" 'PRAGMA journal_mode = WAL; CREATE TABLE queue (nonce TEXT PRIMARY KEY, body TEXT)' >/dev/null

call() {
    curl --silent --fail-with-body --cacert "$ca" --user "$credential" -H 'Accept: application/json' \
        -H 'Content-Type: application/json' -H "X-Origin-Request-Id: $(</proc/sys/kernel/random/uuid)" \
        -H "X-Timestamp: $(date -u +%FT%T.000Z)" "$@" >/dev/null
}

sell() {
    local card=${cards[$(($1 % ${#cards[@]}))]} nonce body
    nonce=$(</proc/sys/kernel/random/uuid)
    call "$url/customers/find?code=$card&total=15222.5&skipLoyaltyTotal=0&unredeemableTotal=0"
    body='{"code":"'$card'","nonce":"'$nonce'","cashier":{"externalId":"c1","name":"Cashier"},"receipt":{"total":15222.5,"cash":15122.5,"points":100,"number":"shell-'$$-$1'"}}'
    sqlite3 "$queue" "INSERT INTO queue VALUES ('$nonce', '$body')"
    call "$url/operations" --data "$body"
    sqlite3 "$queue" "DELETE FROM queue WHERE nonce = '$nonce'"
}

# User and system time of this process and the programs it has run, in milliseconds.
cpu() {
    local sum=0 minutes seconds
    while IFS='m' read -r minutes seconds; do
        seconds=${seconds%s}
        sum=$((sum + minutes * 60000 + 10#${seconds%.*} * 1000 + 10#${seconds#*.}))
    done < <(tr ' ' '\n' <"$1")
    echo "$sum"
}

number=0
times_file=$(mktemp)
trap 'rm -f "$times_file"' EXIT
while read -r _ count; do
    all=''
    times >"$times_file"
    before=$(cpu "$times_file")
    for ((each = 0; each < count; each++)); do
        began=${EPOCHREALTIME/./}
        sell $((++number))
        all+=,$((${EPOCHREALTIME/./} - began))
        [ "$pause" -eq 0 ] || sleep "$(printf '0.%06d' "$pause")"
    done
    times >"$times_file"
    after=$(cpu "$times_file")
    printf '{"all_us":[%s],"cpu_us":%s,"switches":0}\n' "${all#,}" $(((after - before) * 1000 / count))
done
