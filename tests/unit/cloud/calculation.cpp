#include "cloud/programme/calculation.hpp"

#include <catch2/catch.hpp>

#include "programmes.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

const Programme programme = electronics();
const Tier& silver = programme.tiers[0];
const Tier& gold = programme.tiers[1];
const Tier& vip = programme.tiers[3];

}  // namespace

TEST_CASE("the redemption limit of the tier bounds what may be paid with points") {
    const Bill bill{roubles(1000), {}, {}};
    CHECK(max_points(silver, points(5000), bill, LimitBase::total) == points(100));
    CHECK(max_points(gold, points(5000), bill, LimitBase::total) == points(200));
    CHECK(max_points(vip, points(5000), bill, LimitBase::total) == points(500));
}

TEST_CASE("the balance limits what may be paid with points too, and a negative balance pays nothing") {
    const Bill bill{roubles(1000), {}, {}};
    CHECK(max_points(silver, Points(4321), bill, LimitBase::total) == Points(4321));
    CHECK(max_points(silver, points(-7), bill, LimitBase::total) == Points());
}

TEST_CASE("unredeemable goods cannot be paid with points, whichever base the limit has") {
    const Bill bundle{roubles(1000), {}, roubles(1000)};
    CHECK(max_points(vip, points(5000), bundle, LimitBase::total) == Points());
    CHECK(max_points(vip, points(5000), bundle, LimitBase::redeemable) == Points());
    const Bill mixed{roubles(1000), {}, roubles(600)};
    CHECK(max_points(vip, points(5000), mixed, LimitBase::total) == points(400));
    CHECK(max_points(vip, points(5000), mixed, LimitBase::redeemable) == points(200));
}

TEST_CASE("a limit that is not a whole hundredth is rounded down") {
    CHECK(max_points(silver, points(5000), {Money(99'99), {}, {}}, LimitBase::total) == Points(9'99));
    CHECK(max_points(silver, points(5000), {Money(9), {}, {}}, LimitBase::total) == Points());
}

TEST_CASE("without a redemption limit the whole redeemable part may be paid") {
    const auto shop = retail();
    CHECK(max_points(shop.tiers[0], points(5000), {roubles(1000), {}, roubles(1)}, LimitBase::total) ==
          points(999));
}

TEST_CASE("cashback is a share of the money paid, half up, without what skips loyalty") {
    CHECK(award_for(programme, silver, {roubles(1000), {}, {}}, roubles(900)) == points(9));
    CHECK(award_for(programme, gold, {roubles(1000), roubles(400), {}}, roubles(900)) == points(10));
    CHECK(award_for(programme, silver, {Money(50), {}, {}}, Money(50)) == Points(1));
    CHECK(award_for(programme, silver, {Money(49), {}, {}}, Money(49)) == Points(0));
    CHECK(award_for(programme, silver, {roubles(10), roubles(10), {}}, roubles(9)) == Points());
}

TEST_CASE("what cashback is a share of can be set") {
    const Bill bill{roubles(1000), roubles(400), {}};
    const auto award = [&](AwardBase base) { return award_for(programme, silver, bill, roubles(900), base); };
    CHECK(award(AwardBase::cash_less_skipped) == points(5));
    CHECK(award(AwardBase::cash_in_proportion) == Points(5'40));
    CHECK(award(AwardBase::total_less_skipped) == points(6));
    CHECK(award_for(programme, silver, {}, Money(), AwardBase::cash_in_proportion) == Points());
}

TEST_CASE("unredeemable goods still earn cashback") {
    CHECK(award_for(programme, silver, {roubles(1000), {}, roubles(1000)}, roubles(1000)) == points(10));
}

TEST_CASE("the calculation of a bill adds up") {
    const auto calc = calculate(programme, gold, {roubles(10'000), roubles(500), roubles(1000)}, points(1000),
                                points(1800));
    CHECK(calc.max_points == points(1800));
    CHECK(calc.cash == roubles(9000));
    CHECK(calc.cash_total == calc.cash);
    CHECK(calc.cash_back == points(170));
    CHECK(calc.net_discount == roubles(1000));
    CHECK(calc.discount_amount == Money());
    CHECK(calc.max_scores_discount == Percent{2000});
}

TEST_CASE("a percent discount applies to what does not skip loyalty, and earns nothing") {
    const auto shop = percent_off();
    const auto calc = calculate(shop, shop.tiers[0], {roubles(1000), roubles(300), {}}, Points(), Points());
    CHECK(calc.discount_amount == roubles(70));
    CHECK(calc.cash == roubles(930));
    CHECK(calc.cash_back == Points());
}

TEST_CASE("a bill with a part larger than its total is inconsistent") {
    CHECK(is_consistent({roubles(10), roubles(10), roubles(10)}));
    CHECK(is_consistent({}));
    CHECK_FALSE(is_consistent({roubles(10), Money(1001), {}}));
    CHECK_FALSE(is_consistent({roubles(10), {}, Money(1001)}));
    CHECK_FALSE(is_consistent({Money(-1), {}, {}}));
    CHECK_FALSE(is_consistent({roubles(10), Money(-1), {}}));
}
