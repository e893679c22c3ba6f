#include <filesystem>
#include <nlohmann/json.hpp>

#include "callgrind.hpp"
#include "compare.hpp"
#include "process.hpp"

namespace tillpoints::bench {
namespace {

using Json = nlohmann::json;

/// A terminal whose cloud is nowhere.
Json setup_in(const test::Folder& folder) {
    test::write_file(folder / "key", "secret\n");
    std::filesystem::permissions(folder / "key", std::filesystem::perms(0600));
    return {{"library", TILLPOINTS_LIBRARY},
            {"config",
             {{"data_directory", folder / "data"},
              {"language", "en"},
              {"cloud",
               {{"base_url", "https://127.0.0.1:1"}, {"company_id", "42"}, {"key_file", folder / "key"}}}}},
            {"customers", Json::array({{{"phone", "+79990000001"}, {"card", "100000000001"}}})},
            {"pause_us", 0},
            {"settles", false}};
}

}  // namespace

TEST_CASE("an offline sale and an allocation need at most the instructions that are recorded") {
    const auto recorded = Json::parse(test::read_file(TILLPOINTS_BENCH_COUNTS));
    const test::Folder folder;
    const std::string setup = folder / "setup.json";
    test::write_file(setup, setup_in(folder).dump());
    for (const auto& [kind, driver] : {std::pair{"offline", TILLPOINTS_SALE_DRIVER},
                                       std::pair{"allocation", TILLPOINTS_ALLOCATION_DRIVER}}) {
        const double counted = instructions_of({.driver = {driver, setup},
                                                .kind = kind,
                                                .out = folder / "callgrind.out",
                                                .data = folder / "data"});
        compare(kind, "instructions", counted, recorded.at(kind).at("instructions"));
    }
}

}  // namespace tillpoints::bench
