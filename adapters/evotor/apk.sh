#!/usr/bin/env bash
# Packs the application: dex, resources, signature; and reads back what was packed.
#
#     apk.sh CLASSES_DIR DX_JAR OUT.apk
#
# CLASSES_DIR has evotor_core, evotor_engine and evotor_app; DX_JAR has dx 1.11 or later (npm tns-android has it in
# framework/build-tools/android-metadata-generator.jar).
#
#     EVOTOR_LIBS       a folder with ABI/libtillpoints.so and ABI/libtillpoints_jni.so; without it the APK has no library
#                       and can use a tillpointsd only
#     EVOTOR_APP_UUID   the application's id of the vendor's console
#     EVOTOR_KEYSTORE, EVOTOR_STOREPASS
#                       the key that signs; without them a key of today's, for a test terminal
set -euo pipefail
[ $# -eq 3 ] || { sed -n '2,13p' "$0" >&2; exit 2; }
classes=$(realpath "$1") dx=$(realpath "$2") out=$(realpath -m "$3")
here=$(dirname "$(realpath "$0")")
framework=/usr/share/android-framework-res/framework-res.apk
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

java -cp "$dx" com.android.dx.command.Main --dex --output="$work/classes.dex" \
    "$classes/evotor_core" "$classes/evotor_engine" "$classes/evotor_app"

cp -r "$here/res" "$work/res"
[ -z "${EVOTOR_APP_UUID:-}" ] || sed -i "s/00000000-0000-0000-0000-000000000000/$EVOTOR_APP_UUID/" "$work/res/values/strings.xml"
version=$(sed -n 's/^project(tillpoints VERSION \([0-9.]*\) .*/\1/p' "$here/../../CMakeLists.txt")
IFS=. read -r major minor patch <<<"$version"
aapt package -f --version-name "$version" --version-code $((major * 10000 + minor * 100 + patch)) -M "$here/AndroidManifest.xml" -S "$work/res" -I "$framework" -F "$work/unsigned.apk"
(cd "$work" && aapt add unsigned.apk classes.dex >/dev/null)
if [ -n "${EVOTOR_LIBS:-}" ]; then
    mkdir "$work/lib" && cp -r "$EVOTOR_LIBS"/* "$work/lib/"
    (cd "$work" && find lib -name '*.so' -exec aapt add unsigned.apk {} + >/dev/null)
fi
zipalign -f -p 4 "$work/unsigned.apk" "$work/aligned.apk"

store=${EVOTOR_KEYSTORE:-$work/test.keystore} pass=${EVOTOR_STOREPASS:-test-terminal}
[ -n "${EVOTOR_KEYSTORE:-}" ] ||
    keytool -genkeypair -keystore "$store" -storepass "$pass" -alias tillpoints -keyalg RSA -keysize 2048 -validity 3650 \
        -dname 'CN=test terminal' 2>/dev/null
apksigner sign --ks "$store" --ks-pass "pass:$pass" --min-sdk-version 23 --out "$out" "$work/aligned.apk"

apksigner verify --min-sdk-version 23 "$out"
zipalign -c -p 4 "$out"
# The register finds the application by its manifest, and Android its components by name: each must be in the dex.
dexdump "$work/classes.dex" | sed -n "s/.*Class descriptor *: 'L\(.*\);'/\1/p" | tr / . | sort >"$work/packed"
aapt dump xmltree "$out" AndroidManifest.xml >"$work/manifest"
for component in IntegrationService RegisterReceiver CashierActivity SettingsActivity; do
    grep -qx "tillpoints.evotor.app.$component" "$work/packed" || { echo "apk: $component is not packed" >&2; exit 1; }
    grep -q "\.$component\"" "$work/manifest" || { echo "apk: $component is not in the manifest" >&2; exit 1; }
done
! grep -v '^tillpoints\.evotor\.' "$work/packed" >&2 || { echo "apk: classes that are not ours are packed" >&2; exit 1; }
aapt dump badging "$out" | grep -E "^package|^sdkVersion"
echo "apk: $(wc -l <"$work/packed") classes, $(stat -c %s "$out") bytes, signed and aligned: $out"
