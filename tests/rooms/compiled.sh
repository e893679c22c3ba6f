#!/usr/bin/env bash
# Asks the compiler, for each folder, which folders' headers it would find with the folder's own include roots: exactly
# those its row of cmake/TillpointsRooms.cmake names. Then compiles one forbidden include in each folder, which must fail.
#
#     compiled.sh SOURCE_TREE ROOMS.txt COMPILER
set -euo pipefail
cd "$1"
rooms=$2 compiler=$3

# How a header of a folder is written in an include.
spelled() { printf '%s\n' "${1#plugin/include/}"; }
headers_of() { find "$1" -name '*.hpp' -o -name '*.h' | LC_ALL=C sort; }

mapfile -t folders < <(cut -d'|' -f1 "$rooms")
[ "${#folders[@]}" -ge 30 ] || { echo "only ${#folders[@]} folders in $rooms" >&2; exit 1; }
probe=
for other in "${folders[@]}"; do
    while read -r header; do
        probe+="#if __has_include(\"$(spelled "$header")\")"$'\n'"found $other"$'\n''#endif'$'\n'
    done < <(headers_of "$other")
done

status=0 tried=0
complain() { echo "rooms: $1" >&2; status=1; }
while IFS='|' read -r folder _ sees through roots; do
    [ "$folder" != plugin/include ] || continue
    [ -n "$roots" ] || { complain "$folder has a row and no target"; continue; }
    includes=()
    for root in $roots; do includes+=(-I "$root"); done
    # From the root folder, because the compiler looks in the current folder first.
    found=" $(cd / && "$compiler" -std=c++20 -E -P "${includes[@]}" -x c++ - <<<"$probe" | sed -n 's/^found //p' | sort -u | tr '\n' ' ')"
    forbidden=
    for other in "${folders[@]}"; do
        [ "$other" != "$folder" ] || continue
        header=$(headers_of "$other" | head -1)
        [ -n "$header" ] || continue
        case " $sees $through " in
            *" $other "*) [[ $found == *" $other "* ]] || complain "$folder may include $other, and the compiler does not find it" ;;
            *)
                forbidden=$(spelled "$header")
                [[ $found != *" $other "* ]] || complain "$folder must not include $other, and the compiler finds it"
                tried=$((tried + 1))
                ;;
        esac
    done
    if (cd / && "$compiler" -std=c++20 -fsyntax-only "${includes[@]}" -x c++ - <<<"#include \"$forbidden\"") 2>/dev/null; then
        complain "$folder: #include \"$forbidden\" compiles"
    fi
done <"$rooms"
[ "$tried" -ge 400 ] || complain "only $tried forbidden pairs were tried"
echo "rooms: ${#folders[@]} folders, $tried forbidden pairs"
exit $status
