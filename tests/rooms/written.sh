#!/usr/bin/env bash
# Reads the includes of every product source: each leads to a folder that the row of its own folder lets it include, each
# folder that a row names is included by somebody, and a folder that promises to do no input or output includes nothing
# that would.
#
#     written.sh SOURCE_TREE ROOMS.txt
set -euo pipefail
cd "$1"
rooms=$2
status=0
complain() { echo "rooms: $1" >&2; status=1; }
io='<(thread|mutex|condition_variable|future|fstream|filesystem|iostream|random|sqlite3\.h|libpq[^>]*|openssl/[^>]*|boost/(asio|beast)[^>]*'
io+='|unistd\.h|fcntl\.h|sys/[^>]*|spdlog[^>]*)>'

mapfile -t folders < <(cut -d'|' -f1 "$rooms")
folder_of() { # of an included path
    case $1 in tillpoints/*) echo plugin/include; return ;; esac
    local each
    for each in "${folders[@]}"; do
        case $1 in "$each"/*) echo "$each"; return ;; esac
    done
}
while IFS='|' read -r folder no_io sees _ _; do
    mapfile -t sources < <(find "$folder" -name '*.cpp' -o -name '*.hpp' -o -name '*.c' -o -name '*.h')
    [ ${#sources[@]} -gt 0 ] || { complain "$folder has a row and no source"; continue; }
    used=' '
    while read -r included; do
        # What is copied out of the tree includes its own files by their names alone.
        case $included in */*) ;; *) [ ! -f "$folder/$included" ] || continue ;; esac
        to=$(folder_of "$included")
        [ -n "$to" ] || { complain "$folder includes \"$included\", which is in no folder with a row"; continue; }
        [ "$to" != "$folder" ] || continue
        used+="$to "
        case " $sees " in *" $to "*) ;; *) complain "$folder includes \"$included\"; its row does not let it" ;; esac
    done < <(sed -n 's/^#include "\([^"]*\)".*/\1/p' "${sources[@]}" | sort -u)
    for each in $sees; do
        [[ $used == *" $each "* ]] || complain "the row of $folder names $each, and nothing there includes it"
    done
    [ "$no_io" != TRUE ] || ! grep -nE "^#include $io|_clock::now\(|random_device" "${sources[@]}" >&2 ||
        complain "$folder promises to do no input or output"
done <"$rooms"
exit $status
