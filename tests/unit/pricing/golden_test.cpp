#include <catch2/catch.hpp>

#include "tests/unit/pricing/receipts.hpp"

using namespace tillpoints;
using namespace tillpoints::pricing;
using namespace tillpoints::pricing::test;

TEST_CASE("0.437 kg at 14.22 paid down to 5.99 is one price of 13.71, no split, exact") {
    const auto out = redeem(receipt({{1422, 437}}), 621 - 599);
    REQUIRE(out.redeemed == Money(22));
    REQUIRE(out.lines ==
            std::vector<till::FiscalLine>{{PositionId("p1"), Money(1371), Quantity{437}, Money(599)}});
}

TEST_CASE(
    "200 pieces at 19.31 less 10 %: the receipt's sum is met by carving whole pieces, or the next lower "
    "one") {
    const auto exact = redeem(receipt({{1931, 200'000}}), 38620, till::Split::pieces);
    REQUIRE(exact.redeemed == Money(38620));
    REQUIRE(exact.lines.size() == 2);
    const auto whole = redeem(receipt({{1931, 200'000}}), 38620);
    REQUIRE(whole.redeemed == Money(38600));
    REQUIRE(whole.lines[0].price == Money(1738));
}

TEST_CASE("38.83 litres of fuel move in steps of 38 to 39 kopecks unless a part is carved out") {
    const auto fuel = receipt({{5140, 38'830}});
    const auto one_price = redeem(fuel, 10'000);
    REQUIRE(one_price.redeemed < Money(10'000));
    REQUIRE(one_price.redeemed > Money(10'000 - 39));
    const auto two_prices = redeem(fuel, 10'000, till::Split::any);
    REQUIRE(two_prices.redeemed == Money(10'000));
    REQUIRE(two_prices.lines.size() == 2);
}
