#!/usr/bin/env bash
# The commands of README.md, as they stand there, with the build's bin folder in PATH: each tool finds the library beside it.
#
#     tools_in_build_tree.sh BIN SAMPLE_CONFIGURATION
set -euo pipefail
bin=$1 sample=$2
dir=$(mktemp -d "${TMPDIR:-/tmp}/tillpoints-tools-XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"
unset LD_LIBRARY_PATH
PATH=$bin:$PATH

sed -e "s|\"data_directory\": \"[^\"]*\"|\"data_directory\": \"$dir/data\"|" \
    -e 's|"base_url": "[^"]*"|"base_url": "https://127.0.0.1:9"|' -e "s|\"key_file\": \"[^\"]*\"|\"key_file\": \"$dir/api.key\"|" \
    "$sample" >config.json
echo a-key >api.key && chmod 600 api.key
tillpoints config check config.json
tillpoints-register generate --seed 1 --count 1 >day.jsonl
tillpoints-register --config config.json --receipts day.jsonl --journal journal.jsonl
[ "$(wc -l <journal.jsonl)" = 1 ]
tillpoints status --config config.json
tillpoints-cloud --help >/dev/null
