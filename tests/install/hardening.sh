#!/usr/bin/env bash
# Reads from the ELF files of a release that they are hardened.
#
#     hardening.sh PROCESSOR FILE...
set -euo pipefail
processor=$1
shift
status=0
complain() { echo "$file: $1" >&2; status=1; }
for file in "$@"; do
    echo "$file"
    segments=$(readelf -lW "$file") dynamic=$(readelf -dW "$file") symbols=$(readelf --dyn-syms -W "$file")
    grep -q GNU_RELRO <<<"$segments" || complain "no RELRO"
    grep -qE 'BIND_NOW|Flags:.* NOW' <<<"$dynamic" || complain "RELRO is partial: symbols are bound lazily"
    grep -qE 'GNU_STACK .* RW  *0x' <<<"$segments" || complain "the stack is executable"
    readelf -hW "$file" | grep -q 'Type: *DYN' || complain "loaded at a fixed address"
    grep -q '__stack_chk_fail' <<<"$symbols" || complain "no stack protector"
    grep -qE ' __[a-z]+_chk(@| |$)' <<<"$symbols" || complain "no FORTIFY"
    # What the compiler says about itself in the debug information.
    producer=$(readelf --debug-dump=info --dwarf-depth=1 "$file" 2>/dev/null | grep -m1 'DW_AT_producer.*tillpoints\|DW_AT_producer.*GNU C++' || true)
    for flag in -fstack-protector-strong -fstack-clash-protection; do
        [[ $producer == *" $flag"* ]] || complain "not compiled with $flag"
    done
    case $processor in
        x86_64)
            [[ $producer == *" -fcf-protection=full"* ]] || complain "not compiled with -fcf-protection=full"
            readelf -nW "$file" | grep -q 'x86 feature:.*SHSTK' || complain "not marked for the shadow stack"
            ;;
        aarch64) [[ $producer == *" -mbranch-protection=standard"* ]] || complain "not compiled with -mbranch-protection=standard" ;;
    esac
done
exit $status
