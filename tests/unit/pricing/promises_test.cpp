#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/unit/pricing/domain.hpp"
#include "tests/unit/pricing/soak.hpp"

using namespace tillpoints;
using namespace tillpoints::pricing;
using namespace tillpoints::pricing::test;

namespace {

void keep_promises(int receipts, std::size_t most_lines, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    for (int n = 0; n < receipts; ++n) {
        const auto what = any_case(random, most_lines);
        const auto broken = broken_promise(what);
        if (!broken) continue;
        INFO(describe(what));
        FAIL(*broken);
    }
}

rc::Gen<till::Position> a_position() {
    return rc::gen::map(
        rc::gen::tuple(rc::gen::inRange<std::int64_t>(0, 100'000), rc::gen::inRange<std::int64_t>(1, 20'000),
                       rc::gen::arbitrary<bool>(), rc::gen::inRange(0, 12)),
        [](const std::tuple<std::int64_t, std::int64_t, bool, int>& drawn) {
            const auto& [price, thousandths, whole, kind] = drawn;
            auto out = position("", price, whole ? (thousandths / 1000 + 1) * 1000 : thousandths);
            if (kind == 9) out.type = "TOBACCO_MARKED";
            if (kind == 10) out.has_modifiers = true;
            if (kind == 11) out.min_price = Money(price / 2);
            return out;
        });
}

}  // namespace

TEST_CASE("a million receipts of the whole domain keep every promise") {
    keep_promises(1'000'000 * soak_factor(), 10, 2021);
}

TEST_CASE("long receipts keep every promise") {
    keep_promises(300 * soak_factor(), 10'000, 430);
}

TEST_CASE("receipts of up to 200 lines keep every promise, and a counterexample is shrunk") {
    const bool kept = rc::check([] {
        const auto lines = *rc::gen::inRange<std::size_t>(0, 201);
        Case what;
        what.positions = *rc::gen::container<std::vector<till::Position>>(lines, a_position());
        for (std::size_t i = 0; i < what.positions.size(); ++i)
            what.positions[i].id = PositionId("p" + std::to_string(i));
        what.split = *rc::gen::element(till::Split::none, till::Split::pieces, till::Split::any);
        what.rules.floor = Money(*rc::gen::element(0, 1, 100));
        const auto most = assess(what.positions, what.rules).most.count;
        what.redeem = Money(*rc::gen::inRange<std::int64_t>(0, most + 2));
        const auto broken = broken_promise(what);
        if (broken) RC_FAIL(*broken);
    });
    REQUIRE(kept);
}

TEST_CASE("a redemption that a single piece could carry alone is never reduced") {
    std::mt19937_64 random(77);
    for (int n = 0; n < 3000 * soak_factor(); ++n) {
        auto what = any_case(random, 30);
        what.rules = {};
        std::int64_t carries = 0;
        for (const auto& line : assess(what.positions, what.rules).lines)
            if (line.treatment == Treatment::eligible && line.position.quantity == Quantity{1000})
                carries = std::max(carries, (line.position.price - line.floor).count);
        if (carries < 1) continue;
        what.redeem = Money(1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(carries)));
        INFO(describe(what));
        REQUIRE(redeem(what.positions, what.redeem.count, what.split).redeemed == what.redeem);
    }
}

TEST_CASE("however small the step budget is, the promises hold") {
    std::mt19937_64 random(5);
    for (int n = 0; n < 20'000 * soak_factor(); ++n) {
        auto what = any_case(random, 20);
        what.rules.step_budget =
            std::vector<std::int64_t>{-1, 0, 1, 10, 100}[static_cast<std::size_t>(n % 5)];
        const auto broken = broken_promise(what);
        INFO(describe(what));
        REQUIRE(broken.value_or("") == "");
    }
}

TEST_CASE("a step of thousands of roubles ends within the budget like any other") {
    std::mt19937_64 random(6);
    for (int n = 0; n < 200 * soak_factor(); ++n) {
        auto what = any_case(random, 20);
        what.rules.step = Money(1'000'000);
        what.rules.step_budget = 200'000;
        const auto broken = broken_promise(what);
        INFO(describe(what));
        REQUIRE(broken.value_or("") == "");
    }
}

TEST_CASE("an empty receipt, a receipt for nothing and a redemption of nothing are answered") {
    CHECK(redeem({}, 100).redeemed == Money(0));
    CHECK(redeem(receipt({{0, 1000}}), 100).redeemed == Money(0));
    CHECK(redeem(receipt({{500, 1000}}), 0).lines[0].price == Money(500));
    CHECK(redeem(receipt({{500, 1000}}), -7).redeemed == Money(0));
}
