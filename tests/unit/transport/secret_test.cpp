#include "plugin/transport/secret.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace tillpoints;

TEST_CASE("base64 follows RFC 4648") {
    CHECK(base64_of("") == "");
    CHECK(base64_of("f") == "Zg==");
    CHECK(base64_of("fo") == "Zm8=");
    CHECK(base64_of("foo") == "Zm9v");
    CHECK(base64_of("foobar") == "Zm9vYmFy");
    CHECK(base64_of("\xff\xfe\xfd") == "//79");
}

TEST_CASE("wiping leaves no byte of the text in its memory") {
    std::string text(100, 'x');
    const char* memory = text.data();
    const auto size = text.size();
    wipe(text);
    CHECK(text.empty());
    REQUIRE(text.data() == memory);
    REQUIRE(text.capacity() >= size);
    CHECK(std::count(memory, memory + size, 'x') == 0);  // still the string's own memory: its capacity
}
