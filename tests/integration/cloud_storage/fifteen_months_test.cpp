#include <catch2/catch.hpp>

#include "shop_history.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// Both programmes through fifteen months of virtual time: customers from a seed join, invite, buy, return
/// goods and stay away; the ledger is audited every day, and as a whole every month and at the end.

namespace {

constexpr int fifteen_months = 457;

}  // namespace

TEST_CASE(
    "electronics for fifteen months: tiers rise, certificates are issued and lapse, points expire, inviters "
    "earn") {
    ShopHistory shop(electronics(), 1);
    shop.live(fifteen_months);
    const auto totals = shop.totals();
    CHECK(totals.days_proven == fifteen_months);
    CHECK(totals.at_tier.at("Gold") > 0);
    CHECK(totals.at_tier.at("Platinum") > 0);
    CHECK(totals.certificates_used > 0);
    CHECK(totals.certificates_lapsed > 0);
    CHECK(totals.expired > Points());
    CHECK(totals.gifts == 0);
    CHECK(totals.refunds > 0);
    // The tree is deeper than the three circles that earn.
    CHECK(totals.deepest_buyer > 3);
    CHECK(totals.farthest_circle == 3);
}

TEST_CASE(
    "retail for fifteen months: tiers rise, the direct inviter earns, silent customers get gifts, gifts "
    "lapse") {
    ShopHistory shop(retail(), 2);
    shop.live(fifteen_months);
    const auto totals = shop.totals();
    CHECK(totals.days_proven == fifteen_months);
    CHECK(totals.at_tier.at("Active") > 0);
    CHECK(totals.at_tier.at("VIP") > 0);
    CHECK(totals.expired == Points());
    CHECK(totals.certificates_used + totals.certificates_lapsed == 0);
    CHECK(totals.gifts > 0);
    CHECK(totals.gifts_lapsed > Points());
    CHECK(totals.deepest_buyer > 3);
    CHECK(totals.farthest_circle == 1);
}

TEST_CASE("the same seed gives the same fifteen months, another seed others") {
    const auto lived = [](std::uint64_t seed) {
        ShopHistory shop(retail(), seed);
        shop.live(120);
        return shop.digest();
    };
    CHECK(lived(3) == lived(3));
    CHECK(lived(3) != lived(4));
}
