// A configuration file: a problem has a sentence, and what was taken is written and read back unchanged.
#include <string_view>

#include "plugin/config/config.hpp"
#include "tests/fuzz/require.hpp"

using namespace tillpoints;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto reading = read_config({reinterpret_cast<const char*>(data), size});
    for (const auto& problem : reading.problems) FUZZ_REQUIRE(!problem.sentence().empty());
    if (!reading.ok()) return 0;
    const auto again = read_config(dump(to_json(reading.config)));
    FUZZ_REQUIRE(again.ok());
    FUZZ_REQUIRE(to_json(again.config) == to_json(reading.config));
    return 0;
}
