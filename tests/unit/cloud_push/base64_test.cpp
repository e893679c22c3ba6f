#include "cloud/keys/base64.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints::cloud;

TEST_CASE("base64 is as in RFC 4648, read from either alphabet and written for addresses") {
    CHECK(base64url_of("") == "");
    CHECK(base64url_of("f") == "Zg");
    CHECK(base64url_of("foob") == "Zm9vYg");
    CHECK(base64url_of("\xfb\xff") == "-_8");
    CHECK(from_base64("+/8=") == "\xfb\xff");
    CHECK(from_base64("-_8") == "\xfb\xff");
    CHECK(from_base64("Zm9vYmFy") == "foobar");
    for (const auto* text : {"Z", "Zg===", "Zh", "Z g", "Zg=g", "Zm9vYh"}) {
        INFO(text);
        CHECK_FALSE(from_base64(text));
    }
}
