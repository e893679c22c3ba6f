#include <catch2/catch.hpp>
#include <iostream>
#include <string>

#include "tests/simulation/day.hpp"

using namespace tillpoints::simulation;

namespace {

constexpr std::uint64_t most_seeds = 2'000;

/// The first seed whose audit finds something; zero if none does.
std::uint64_t caught_by(Mutation mutation, std::string& violation) {
    DaySetting setting;
    setting.mutation = mutation;
    for (setting.seed = 1; setting.seed <= most_seeds; ++setting.seed) {
        const DayResult day = live(setting);
        if (!day.failed()) continue;
        violation = day.verdict.violations.front();
        return setting.seed;
    }
    return 0;
}

}  // namespace

TEST_CASE("every wrong policy is caught within two thousand days") {
    for (std::size_t i = 1; i < mutation_names.size(); ++i) {
        std::string violation;
        const auto seed = caught_by(static_cast<Mutation>(i), violation);
        INFO(mutation_names[i]);
        CHECK(seed != 0);
        std::cout << mutation_names[i] << ": seed " << seed << ": " << violation << "\n";
    }
}

TEST_CASE("a seed is the same day every time") {
    DaySetting setting;
    setting.kept_timeline = true;
    for (setting.seed = 1; setting.seed <= 20; ++setting.seed) {
        const DayResult once = live(setting);
        const DayResult again = live(setting);
        CHECK(once.struck > 0);
        CHECK(once.timeline == again.timeline);
    }
}

TEST_CASE("with fewer faults a day is the same up to the first one left out") {
    DaySetting whole;
    whole.seed = 7;
    whole.kept_timeline = true;
    DaySetting fewer = whole;
    fewer.faults.most = live(whole).struck / 2;
    const auto all = live(whole).timeline;
    const auto some = live(fewer).timeline;
    const auto mark = "FAULT " + std::to_string(fewer.faults.most + 1) + " ";
    for (std::size_t i = 0; i < all.size() && all[i].find(mark) == std::string::npos; ++i) {
        REQUIRE(i < some.size());
        CHECK(all[i] == some[i]);
    }
}
