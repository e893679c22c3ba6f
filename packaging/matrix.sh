# Read by ./run: the checks of a release, each in a build folder of its own. A leg is a function leg_NAME; what it prints
# goes to build/matrix/NAME.log, and the table at the end says how each ended and how long it took.

legs=(gcc clang asan tsan fuzz release packages packages_armhf packages_arm64 armhf arm64 apk java_armhf browser tidy)

leg_gcc() { # every test; warnings are errors
    preset=ci
    build
    run_tests
}

leg_clang() { # each source compiled alone, so that a missing include is found; warnings are errors
    install_missing "${clang_packages[@]}"
    preset=clang
    build
    run_tests --label-regex 'unit|contract|abi'
}

# Without the exhaustive carts, which run the code of the other pricing tests for more than an hour here, and without the
# pages' tests, which no sanitizer reads and whose pages this preset does not build.
leg_asan() {
    preset=asan-ubsan
    build tests_unit tests_contract
    run_tests --label-regex 'unit|contract' --exclude-regex '^(test_pricing_exhaustive|pages_unit)$'
}

# What has more than one thread: the library as a host loads it, the engine, the outbox's thread and the transport.
leg_tsan() {
    preset=tsan
    build tests_abi test_runtime test_commands contract_transport
    run_tests --tests-regex '^(abi_.*|test_runtime|test_commands|contract_transport)$' --exclude-regex abi_symbols
}

leg_fuzz() { # each target for a minute, from the corpus of the tree
    install_missing "${clang_packages[@]}"
    preset=fuzz
    build fuzz_all
    local target name
    for target in build/fuzz/tests/fuzz/fuzz_*; do
        name=${target##*/fuzz_}
        [ -d "tests/fuzz/corpus/$name" ] || continue
        mkdir -p "build/fuzz/corpus/$name"
        "$target" -max_total_time=60 -artifact_prefix="build/fuzz/" "build/fuzz/corpus/$name" "tests/fuzz/corpus/$name"
    done
}

leg_release() { # what is shipped: hardened, installed, used from outside
    preset=release
    install_for_tests
    build product tests_abi
    run_tests --tests-regex '^(abi_symbols|hardening|install_consumer|tools_in_build_tree|version_once)$'
}

# The plugin for another processor, its tests under an emulator that is called by name. The allocations of all real receipts
# are those of this machine, byte for byte. abi_lives is left out, because it would measure the emulator's memory.
cross() {
    local architecture=$1 triplet=$2 emulator=$3
    install_for_cross "$architecture"
    packaging/cross/sysroot.sh "$architecture" "build/sysroot/$architecture"
    preset=ci
    build pricing_answers
    preset=$architecture
    build
    local built=build/$architecture run=("$emulator" -L "build/sysroot/$architecture") receipts=tests/data/receipts.jsonl
    "${run[@]}" "$built/tests/portable/pricing_answers" "$receipts" | cmp - <(build/ci/tests/portable/pricing_answers "$receipts")
    "${run[@]}" "$built/tests/unit/pricing/test_pricing" --filenames-as-tags '~[#exhaustive_test]~[#promises_test]'
    "${run[@]}" "$built/tests/abi/abi_promises" "$built/bin/libtillpoints.so"
    "${run[@]}" "$built/tests/abi/abi_storm" "$built/bin/libtillpoints.so"
    "${run[@]}" "$built/tests/simulation/tillpoints-simulation" --seeds 1..100
    template_host_offline "${run[@]}" "$built/bin/tillpoints-template-host" "$built/bin/libtillpoints.so"
    "$triplet-strip" -o "$built/stripped.so" "$built/bin/libtillpoints.so"
    stat -c "library for $architecture, stripped: %s bytes" "$built/stripped.so"
}

# A sale of the template host (the command in the arguments) without a network ends with a stored receipt.
template_host_offline() {
    local at
    at=$(mktemp -d)
    echo key >"$at/api.key"
    chmod 600 "$at/api.key"
    printf '{"data_directory":"%s/data","cloud":{"base_url":"https://127.0.0.1:1","company_id":"42","key_file":"%s/api.key"}}' \
        "$at" "$at" >"$at/config.json"
    "$@" "$at/config.json" | tee "$at/conversation"
    grep -q '"event":"receipt_closed","status":"stored"' "$at/conversation"
    rm -r "$at"
}

leg_armhf() { cross armhf arm-linux-gnueabihf qemu-arm-static; }

leg_arm64() { cross arm64 aarch64-linux-gnu qemu-aarch64-static; }

leg_browser() { # the pages in every language and size, those of the cloud on both databases; pictures are in build/ci/browser-shots
    preset=ci
    build
    ctest --test-dir "build/$preset" --build-config both_databases --output-on-failure --label-regex '^browser$'
}

# What a technician gets: the packages, and their life in a new Debian 12 root.
leg_packages() {
    install_missing "${packages[@]}" "${packaging_packages[@]}"
    install_for_pages
    local version as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    version=$(sed -n 's/^project(tillpoints VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
    DEB_BUILD_OPTIONS=noautodbgsym packaging/packages.sh "$version~previous"
    packaging/packages.sh "$version"
    # Debhelper gives the packages of debugging symbols no overrides; packaging/debian/lintian-overrides has the reason.
    lintian --allow-root --pedantic --suppress-tags bogus-mail-host --fail-on error,warning,info,pedantic "build/packages/$version"/*.deb
    packaging/tarball.sh build/packages/stage/tillpoints/build/package build/packages
    "${as_root[@]}" packaging/install_proof.sh "build/packages/$version~previous" "build/packages/$version" \
        build/packages/stage/tillpoints/build/package/bin "build/packages/tillpoints-$version-$(uname -m).tar.gz" build/packages/proof
}

# The packages for terminals with another processor: installed by apt, and a sale, in a root whose programs are all emulated.
foreign_packages() {
    local architecture=$1 version as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    install_missing "${packages[@]}" "${packaging_packages[@]}"
    install_for_pages
    install_for_cross "$architecture"
    version=$(sed -n 's/^project(tillpoints VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
    DEB_BUILD_OPTIONS=noautodbgsym packaging/packages.sh --architecture "$architecture"
    lintian --allow-root --pedantic --fail-on error,warning,info,pedantic "build/packages/$version-$architecture"/*.deb
    preset=ci
    build tillpoints-training-cloud
    "${as_root[@]}" packaging/cross/emulated.sh "$architecture" packaging/foreign_proof.sh "$architecture" "build/packages/$version-$architecture" \
        build/ci/bin "build/packages/proof-$architecture"
}

leg_packages_armhf() { foreign_packages armhf; }

leg_packages_arm64() { foreign_packages arm64; }

leg_tidy() { # the product's sources; the tests' macros are beyond what its checks can judge
    install_missing "${clang_packages[@]}"
    preset=tidy
    cmake --preset "$preset" >/dev/null
    run-clang-tidy-14 -p "build/$preset" -quiet -j "$(nproc)"
}

leg_java_armhf() { # a shop day through Java and JNI on a JVM for 32-bit ARM, which is called by its emulator
    install_missing mmdebstrap qemu-user-static gcc-arm-linux-gnueabihf g++-arm-linux-gnueabihf
    packaging/cross/sysroot.sh armhf build/sysroot/armhf
    packaging/cross/sysroot.sh armhf build/sysroot/java-armhf openjdk-17-jre-headless libssl3 libsqlite3-0
    preset=armhf
    build tillpoints tillpoints_jni
    preset=ci
    build evotor_terminal
    local root=$PWD/build/sysroot/java-armhf
    TILLPOINTS_OTHER_JAVA="$(command -v qemu-arm-static) -L $root $root/usr/lib/jvm/java-17-openjdk-armhf/bin/java" \
        TILLPOINTS_OTHER_LIBRARIES=$PWD/build/armhf/bin \
        build/ci/tests/integration/evotor/evotor_terminal '*over TLS ends with equal records'
}

leg_apk() { # the Evotor application: only what Android 6 has, dexed, packed, signed and read back (two npm packages, 92 MB)
    install_missing aapt zipalign apksigner dexdump android-framework-res
    command -v npm >/dev/null || install_missing npm
    preset=ci
    build evotor_app
    local from=build/apk declarations=tns-platform-declarations-6.5.15.tgz tools=tns-android-7.0.1.tgz
    mkdir -p $from
    (
        cd $from
        [ -s $declarations ] || npm pack tns-platform-declarations@6.5.15 >/dev/null
        [ -s $tools ] || npm pack tns-android@7.0.1 >/dev/null
        sha256sum -c <<END
d3dcb6ea5d980e492fbb370146826a6d9f15e9e9047f95ba86b2e9e97bce26b3  $declarations
5063877c1f2b160b67bcc5765fc24b9f65d047e93ae90ad923118e3415183a63  $tools
END
        tar xzf $declarations package/android/android-platform-23.d.ts
        tar xzf $tools package/framework/build-tools/android-metadata-generator.jar
    )
    adapters/evotor/api_level.py $from/package/android/android-platform-23.d.ts build/ci/java/evotor_{core,engine,app}
    adapters/evotor/apk.sh build/ci/java $from/package/framework/build-tools/android-metadata-generator.jar $from/tillpoints-evotor.apk
}

matrix() {
    [ $# -gt 0 ] && legs=("$@")
    local each started status failed=0 table=
    for each in "${legs[@]}"; do
        declare -F "leg_$each" >/dev/null || { echo "run: the matrix has no leg '$each'; see ./run --help" >&2; return 2; }
    done
    mkdir -p build/matrix
    for each in "${legs[@]}"; do
        echo "run: $each, its output goes to build/matrix/$each.log" >&2
        started=$(date +%s) status=0
        # A process of its own, because `set -e` is off inside a condition.
        ./run leg "$each" >"build/matrix/$each.log" 2>&1 || status=$?
        [ $status -eq 0 ] || { failed=1; tail -30 "build/matrix/$each.log" >&2; }
        table+=$(printf '%-10s %-8s %6.1f' "$each" "$([ $status -eq 0 ] && echo passed || echo FAILED)" \
            "$(echo "$(($(date +%s) - started))" | awk '{print $1 / 60}')")$'\n'
    done
    printf '%-10s %-8s %s\n%s' leg result minutes "$table"
    return $failed
}
