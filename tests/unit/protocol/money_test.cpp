#include "protocol/money.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <limits>

#include "protocol/quantity.hpp"

using namespace tillpoints;

TEST_CASE("arithmetic on amounts leaves int64 by an exception, never by wrapping") {
    const Money most(std::numeric_limits<std::int64_t>::max());
    CHECK_THROWS_AS(most + Money(1), AmountOverflow);
    CHECK_THROWS_AS(-most - Money(2), AmountOverflow);
    CHECK_THROWS_AS(most * 2, AmountOverflow);
    CHECK_THROWS_AS(-Money(std::numeric_limits<std::int64_t>::min()), AmountOverflow);
    CHECK_THROWS_AS(scale_half_up(most.count, 2, 1), AmountOverflow);
    CHECK(Money(5) + Money(7) - Money(2) == Money(10));
    CHECK(Money(5) * -3 == -Money(15));
}

TEST_CASE("one point is worth one major unit, so the scales are the same") {
    CHECK(worth(Points(12345)) == Money(12345));
    CHECK(points_for(Money(99)) == Points(99));
    CHECK(to_text(Money(12340)) == "123.40");
    CHECK(to_text(Points(12340)) == "123.4");
    CHECK(to_text(Points(-100)) == "-1");
}

TEST_CASE("a share is rounded half up or down to the minor unit") {
    CHECK(share_half_up(Money(1'000), Percent{1250}) == Money(125));
    CHECK(share_half_up(Money(1), Percent{5000}) == Money(1));
    CHECK(share_half_up(Money(-1), Percent{5000}) == Money(-1));
    CHECK(share_down(Money(199), Percent{5000}) == Money(99));
    CHECK(share_down(Money(-199), Percent{5000}) == Money(-99));
    CHECK(share_half_up(max_money, Percent{10'000}) == max_money);
}

TEST_CASE("scaling agrees with exact rational arithmetic") {
    CHECK(rc::check([](std::int32_t amount) {
        const auto part = *rc::gen::inRange<std::int64_t>(0, 100'000);
        const auto whole = *rc::gen::inRange<std::int64_t>(1, 100'000);
        const auto rounded = scale_half_up(amount, part, whole);
        const auto doubled = 2 * std::abs(std::abs(rounded) * whole - std::abs(std::int64_t{amount}) * part);
        RC_ASSERT(doubled <= whole);
        RC_ASSERT(scale_half_up(-std::int64_t{amount}, part, whole) == -rounded);
        const auto down = scale_down(amount, part, whole);
        RC_ASSERT(std::abs(down) <= std::abs(rounded));
        RC_ASSERT(std::abs(rounded) - std::abs(down) <= 1);
    }));
}

TEST_CASE("a quantity is a decimal of at most three decimals, above zero") {
    CHECK(parse_quantity("1") == Quantity{1000});
    CHECK(parse_quantity("0.437") == Quantity{437});
    CHECK(parse_quantity("2.500") == Quantity{2500});
    CHECK(parse_quantity("99999.999") == max_quantity);
    for (const auto* text : {"0", "0.000", "-1", "0.0001", "100000", "1e18", "", "one", "1,5",
                             "000000000000000000000000000000001"})
        CHECK_FALSE(parse_quantity(text));
    CHECK(to_text(Quantity{437}) == "0.437");
    CHECK(to_text(Quantity{2000}) == "2");
    CHECK(Quantity{2000}.whole());
    CHECK_FALSE(Quantity{2001}.whole());
}

TEST_CASE("a line's sum is what the fiscal register computes") {
    CHECK(line_sum(Money(1371), Quantity{437}) == Money(599));  // 599.127
    CHECK(line_sum(Money(1422), Quantity{437}) == Money(621));  // 621.414
    CHECK(line_sum(Money(1), Quantity{500}) == Money(1));       // the half goes up
    CHECK(line_sum(Money(1), Quantity{499}) == Money(0));
    CHECK(line_sum(Money(0), max_quantity) == Money(0));
    CHECK_THROWS_AS(line_sum(max_money, max_quantity), AmountOverflow);
}
