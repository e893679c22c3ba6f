#include "cloud/programme/tiers.hpp"

#include <catch2/catch.hpp>

#include "programmes.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

TEST_CASE(
    "electronics: Silver 1 %, Gold 2 %, Platinum 3 %, VIP 5 % from 0, 100 000, 300 000 and 1 000 000 spent") {
    const auto programme = electronics();
    const auto at = [&](Money spent) { return tier_for(programme, spent).name; };
    CHECK(at(roubles(0)) == "Silver");
    CHECK(at(Money(9'999'999)) == "Silver");
    CHECK(at(roubles(100'000)) == "Gold");
    CHECK(at(Money(29'999'999)) == "Gold");
    CHECK(at(roubles(300'000)) == "Platinum");
    CHECK(at(Money(99'999'999)) == "Platinum");
    CHECK(at(roubles(1'000'000)) == "VIP");
    CHECK(at(roubles(900'000'000)) == "VIP");
    CHECK(tier_for(programme, roubles(0)).rate == Percent{100});
    CHECK(tier_for(programme, roubles(1'000'000)).rate == Percent{500});
}

TEST_CASE("electronics: from 10 % to 50 % of a receipt may be paid with points, by tier") {
    const auto programme = electronics();
    std::vector<Percent> limits;
    for (const auto& tier : programme.tiers) limits.push_back(*tier.redemption_limit);
    CHECK(limits == std::vector<Percent>{{1000}, {2000}, {3000}, {5000}});
}

TEST_CASE(
    "retail: Base 7 %, Active 10 %, VIP 15 % from 0, 200 000 and 1 000 000 tenge, without a redemption "
    "limit") {
    const auto programme = retail();
    CHECK(programme.currency == "KZT");
    CHECK(tier_for(programme, roubles(0)).rate == Percent{700});
    CHECK(tier_for(programme, roubles(200'000)).rate == Percent{1000});
    CHECK(tier_for(programme, roubles(1'000'000)).rate == Percent{1500});
    for (const auto& tier : programme.tiers) CHECK_FALSE(tier.redemption_limit);
}

TEST_CASE("a tier opens by money spent or by friends who bought, whichever comes first") {
    auto programme = electronics();
    programme.tiers[1].invited_from = 3;
    programme.tiers[2].spent_from.reset();
    programme.tiers[2].invited_from = 10;
    const auto at = [&](Money spent, std::int64_t friends) {
        return tier_for(programme, spent, friends).name;
    };
    CHECK(at(roubles(0), 2) == "Silver");
    CHECK(at(roubles(0), 3) == "Gold");
    CHECK(at(roubles(100'000), 0) == "Gold");
    CHECK(at(roubles(999'999), 9) == "Gold");
    CHECK(at(roubles(0), 10) == "Platinum");
    CHECK(at(roubles(1'000'000), 0) == "VIP");
}

TEST_CASE("someone whose refunds exceed what they spent is in the base tier") {
    CHECK(tier_for(electronics(), roubles(-5)).uid == "base");
}
