#include "adapters/cli/masked.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints::cli;

TEST_CASE("a bundle's texts lose telephone numbers, long codes and the key, and keep the rest") {
    CHECK(masked_text("call +7 (701) 123-45-67 now", "") == "call <number> now");
    CHECK(masked_text("79990000001 in 4096 ms at 2026-11-29T20:15:00Z", "") ==
          "<number> in 4096 ms at 2026-11-29T20:15:00Z");
    CHECK(masked_text("key a-key, again a-key", "a-key") == "key <key>, again <key>");
    const Json document{{"list", {"+77010000001", 7}}, {"text", "all right"}};
    CHECK(masked(document, "") == Json{{"list", {"<number>", 7}}, {"text", "all right"}});
}
