#include "play.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "month.hpp"
#include "postgres/server.hpp"

namespace tillpoints::cloud::test {
namespace {

constexpr std::uint64_t seeds_of_soak = 5;

void play_month(const ShopRules& rules, OnDatabase database, std::uint64_t seed) {
    const bool sqlite = database == OnDatabase::sqlite;
    INFO("seed " << seed << (sqlite ? ", SQLite" : ", PostgreSQL"));
    Month month(rules, sqlite ? "" : tillpoints::test::postgres().new_database(), seed);
    month.live();
    month.compare();
}

}  // namespace

void play_months(const ShopRules& rules, OnDatabase database) {
    const char* wanted = std::getenv("TILLPOINTS_SEED");
    const auto first = wanted ? std::strtoull(wanted, nullptr, 10) : 1;
    if (!std::getenv("TILLPOINTS_SOAK")) return play_month(rules, database, first);
    for (auto seed = first; seed < first + seeds_of_soak; ++seed)
        for (const auto each : {OnDatabase::sqlite, OnDatabase::postgres}) play_month(rules, each, seed);
}

}  // namespace tillpoints::cloud::test
