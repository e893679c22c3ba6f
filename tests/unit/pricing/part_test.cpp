// Lines that are a part of one piece, and lines whose amounts do not agree.
#include <catch2/catch.hpp>
#include <set>

#include "plugin/pricing/ladder.hpp"
#include "tests/unit/pricing/receipts.hpp"

using namespace tillpoints;
using namespace tillpoints::pricing;
using namespace tillpoints::pricing::test;

namespace {

till::Position part_of_a_pack(const std::string& id, std::int64_t price, Fraction part) {
    auto out = position(id, price, 1000);
    out.type = "MEDICINE_MARKED";
    out.marked = true;
    out.part = part;
    out.sum = part_sum(out.price, part);
    return out;
}

/// Every cut of a line, by trying every price.
std::set<std::int64_t> cuts_by_trying(std::int64_t price, Fraction part, std::int64_t floor,
                                      std::int64_t step) {
    const auto full = part_sum(Money(price), part).count;
    std::set<std::int64_t> out{0};
    for (auto lower = price; lower >= floor; lower -= step) {
        const auto sum = part_sum(Money(lower), part).count;
        if (sum > 0 || floor == 0) out.insert(full - sum);
    }
    return out;
}

std::set<std::int64_t> cuts_of(const Ladder& ladder) {
    std::set<std::int64_t> out{0};
    for (auto cut = ladder.above(0); cut >= 0; cut = ladder.above(cut)) out.insert(cut);
    return out;
}

}  // namespace

TEST_CASE("the cuts of a part of a piece are those of every lower price of the piece") {
    for (std::int64_t denominator = 1; denominator <= 9; ++denominator)
        for (std::int64_t numerator = 1; numerator <= denominator; ++numerator)
            for (std::int64_t price = 0; price <= 40; ++price)
                for (const std::int64_t floor : {0, 1})
                    for (const std::int64_t step : {1, 2, 5}) {
                        const Fraction part{numerator, denominator};
                        INFO(price << " x " << to_text(part) << ", floor " << floor << ", step " << step);
                        const Ladder ladder(Money(price), Quantity{1000}, Money(floor), Money(step), part);
                        const auto expected =
                            price == 0 ? std::set<std::int64_t>{0} : cuts_by_trying(price, part, floor, step);
                        REQUIRE(cuts_of(ladder) == expected);
                        for (const auto cut : expected) {
                            REQUIRE(ladder.at_most(cut) == cut);
                            const auto at = ladder.price_for(cut);
                            REQUIRE(ladder.full_sum() - part_sum(Money(at), part).count == cut);
                        }
                    }
}

TEST_CASE("a third of a marked pack takes part in the discount at its own sum") {
    const auto third = part_of_a_pack("a", 10'000, {1, 3});
    CHECK(third.sum == Money(3'333));
    const auto assessed = assess({third, position("b", 5'000, 1000)}, {});
    CHECK(assessed.sent_total == Money(8'333));
    CHECK(assessed.lines.front().treatment == Treatment::eligible);
    const auto printed = redeem({third, position("b", 5'000, 1000)}, 1'000, till::Split::any);
    CHECK(printed.redeemed == Money(1'000));
    Money sum;
    for (const auto& line : printed.lines) sum += line.sum;
    CHECK(sum == Money(7'333));
    CHECK(printed.lines.front().sum == part_sum(printed.lines.front().price, {1, 3}));
    CHECK(printed.lines.front().part == Fraction{1, 3});
    CHECK(printed.lines.front().sum < Money(3'333));
}

TEST_CASE("a part of a piece is never split, and whatever the redemption its line adds up") {
    for (std::int64_t redemption = 0; redemption <= 700; redemption += 7) {
        const auto printed = redeem({part_of_a_pack("a", 997, {2, 3})}, redemption, till::Split::any);
        REQUIRE(printed.lines.size() == 1);
        CHECK(printed.lines.front().sum == part_sum(printed.lines.front().price, {2, 3}));
        CHECK(printed.lines.front().sum == Money(665) - printed.redeemed);
        CHECK(printed.redeemed == Money(std::min<std::int64_t>(redemption, 664)));
    }
}

TEST_CASE("a line whose amounts disagree is left alone, and the others carry the discount") {
    auto odd = position("a", 10'000, 1000);
    odd.sum = Money(3'333);
    const auto assessed = assess({odd, position("b", 5'000, 1000)}, {});
    CHECK(assessed.receipt_total == Money(8'333));
    CHECK(assessed.sent_total == Money(5'000));
    CHECK(assessed.lines.front().reason == "price, quantity and sum disagree");
    const auto printed = redeem({odd, position("b", 5'000, 1000)}, 1'000);
    CHECK(printed.redeemed == Money(1'000));
    CHECK(printed.lines.front().sum == Money(3'333));
    CHECK(printed.lines.back().sum == Money(4'000));
    Rules inside;
    inside.excluded_as_skip_total = true;
    const auto skipped = assess({odd, position("b", 5'000, 1000)}, inside);
    CHECK(skipped.sent_total == Money(8'333));
    CHECK(skipped.skip_total == Money(3'333));
    CHECK(skipped.unredeemable_total == Money(3'333));
}

TEST_CASE("a line at a rounded unit price is awarded at its sum and not discounted") {
    auto rounded = position("a", 3'333, 3000);
    rounded.sum = Money(10'000);
    const auto assessed = assess({rounded, position("b", 5'000, 1000)}, {});
    CHECK(assessed.lines.front().treatment == Treatment::awarded_only);
    CHECK(assessed.lines.front().reason == "rounded unit price");
    CHECK(assessed.sent_total == Money(15'000));
    CHECK(assessed.skip_total == Money());
    CHECK(assessed.unredeemable_total == Money(10'000));
    CHECK(redeem({rounded, position("b", 5'000, 1000)}, 6'000).lines.front().sum == Money(10'000));
}
