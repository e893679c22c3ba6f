// A document that was read is written and read back as the same document.
#include <string_view>

#include "protocol/json.hpp"
#include "tests/fuzz/require.hpp"

using namespace tillpoints;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto json = parse_json({reinterpret_cast<const char*>(data), size});
    if (!json.has_value()) return 0;
    for (const auto& text : {dump(json.value()), dump_pretty(json.value())}) {
        const auto again = parse_json(text);
        FUZZ_REQUIRE(again.has_value());
        FUZZ_REQUIRE(again.value() == json.value());
    }
    return 0;
}
