#include "protocol/till/amounts.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using till::Amounts;

namespace {

Amounts compare(std::int64_t price, std::int64_t thousandths, std::int64_t sum,
                std::optional<Fraction> part = {}) {
    return till::compare_amounts(Money(price), Quantity{thousandths}, part, Money(sum));
}

}  // namespace

TEST_CASE("the amounts of a line agree if price times quantity, rounded half up, is the sum") {
    CHECK(compare(1422, 437, 621) == Amounts::agree);
    CHECK(compare(10'000, 250, 2'500) == Amounts::agree);
    CHECK(compare(max_money.count, 1000, max_money.count) == Amounts::agree);
    CHECK(compare(1, 499, 0) == Amounts::agree);
}

TEST_CASE("a third of a pack agrees with its sum by the fraction, and by nothing else") {
    CHECK(compare(10'000, 1000, 3'333, Fraction{1, 3}) == Amounts::agree);
    CHECK(compare(10'000, 333, 3'333, Fraction{1, 3}) == Amounts::agree);
    CHECK(compare(10'000, 667, 6'667, Fraction{2, 3}) == Amounts::agree);
    CHECK(compare(10'000, 1000, 3'333) == Amounts::disagree);
    CHECK(compare(10'000, 333, 3'334, Fraction{1, 3}) == Amounts::disagree);
    CHECK(compare(10'000, 2000, 6'667, Fraction{1, 3}) == Amounts::disagree);
    CHECK(compare(10'000, 500, 3'333, Fraction{1, 3}) == Amounts::disagree);
}

TEST_CASE("a unit price with four decimals is told by its rounded form and the sum") {
    // 33.3333 x 3 = 100.00 and 12.3456 x 250 = 3086.40
    CHECK(compare(3'333, 3'000, 10'000) == Amounts::rounded_price);
    CHECK(compare(1'235, 250'000, 308'640) == Amounts::rounded_price);
    CHECK(compare(1'235, 250'000, 310'000) == Amounts::disagree);
    CHECK(compare(10'000, 333, 3'333) == Amounts::disagree);
}

TEST_CASE("one piece costs its price, so a sum a minor unit off disagrees") {
    CHECK(compare(10'000, 1000, 10'001) == Amounts::disagree);
    CHECK(compare(10'000, 1000, 9'999) == Amounts::disagree);
    CHECK(compare(9'999, 187, 1'871) == Amounts::disagree);
}

TEST_CASE("amounts beyond every bound disagree, and nothing overflows") {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    for (const auto price : {-1L, most, std::numeric_limits<std::int64_t>::min()})
        CHECK(compare(price, 1000, 0) == Amounts::disagree);
    CHECK(compare(1, most, most) == Amounts::disagree);
    CHECK(compare(1, 0, 0) == Amounts::disagree);
    CHECK(compare(max_money.count, max_quantity.thousandths, max_money.count) == Amounts::disagree);
    CHECK(compare(max_money.count, 1000, max_money.count, Fraction{1000, 1000}) == Amounts::agree);
}
