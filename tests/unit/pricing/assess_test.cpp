#include <catch2/catch.hpp>

#include "tests/unit/pricing/receipts.hpp"

using namespace tillpoints;
using namespace tillpoints::pricing;
using namespace tillpoints::pricing::test;

namespace {

till::Position goods(const std::string& type, bool marked = false) {
    auto out = position("p1", 1000, 1000);
    out.type = type;
    out.marked = marked;
    return out;
}

Assessed::Line judged(const till::Position& position, const Rules& rules = {}) {
    return assess({position}, rules).lines.front();
}

}  // namespace

TEST_CASE("tobacco is neither discounted nor awarded, unless the shop has it awarded") {
    for (const auto* type : {"TOBACCO_MARKED", "TOBACCO_PRODUCTS_MARKED"}) {
        CHECK(judged(goods(type, true)).treatment == Treatment::excluded);
        Rules rules;
        rules.award_tobacco = true;
        CHECK(judged(goods(type, true), rules).treatment == Treatment::awarded_only);
        CHECK(judged(goods(type, true), rules).reason == "tobacco");
        CHECK(assess({goods(type)}, rules).unredeemable_total == Money(1000));
        CHECK(redeem({goods(type)}, 500, till::Split::any, rules).redeemed == Money(0));
    }
}

TEST_CASE("alcohol goes down to its minimum price and no further, and not at all when the host gives none") {
    for (const auto* type : {"ALCOHOL_MARKED", "ALCOHOL_NOT_MARKED", "BEER_MARKED", "BEER_MARKED_KEG"}) {
        CHECK(judged(goods(type)).treatment == Treatment::excluded);
        auto bottle = goods(type);
        bottle.min_price = Money(900);
        CHECK(judged(bottle).treatment == Treatment::eligible);
        CHECK(redeem({bottle}, 500).lines[0].price == Money(900));
        CHECK(assess({bottle}, {}).most == Money(100));
    }
}

TEST_CASE("an unknown product type and a mark on a type without marks are excluded, with the reason") {
    CHECK(judged(goods("HOVERBOARDS_MARKED", true)).reason == "unknown product type");
    CHECK(judged(goods("")).treatment == Treatment::excluded);
    CHECK(judged(goods("normal")).treatment == Treatment::excluded);
    CHECK(judged(goods("NORMAL", true)).treatment == Treatment::excluded);
    CHECK(judged(goods("SERVICE", true)).treatment == Treatment::excluded);
    CHECK(judged(goods("NORMAL")).treatment == Treatment::eligible);
}

TEST_CASE("gift cards, advances, agents' goods and preferential medicine are each a setting") {
    Rules all_in;
    all_in.exclude_gift_cards = all_in.exclude_advances = false;
    all_in.exclude_agent_goods = all_in.exclude_preferential_medicine = false;
    for (const auto* type : {"GIFT_CARD", "ADVANCE", "AGENT_GOODS", "PREFERENTIAL_MEDICINE"}) {
        CHECK(judged(goods(type)).treatment == Treatment::excluded);
        CHECK(judged(goods(type), all_in).treatment == Treatment::eligible);
    }
}

TEST_CASE("the shop's list excludes goods by name, the host by its own flag") {
    Rules rules;
    rules.excluded_names = {"goods p1"};
    CHECK(judged(goods("NORMAL"), rules).reason == "the shop's list");
    auto kept_out = goods("NORMAL");
    kept_out.excluded = true;
    CHECK(judged(kept_out).reason == "excluded by the register");
}

TEST_CASE("a line whose price, quantity and sum disagree is left unchanged") {
    auto odd = goods("NORMAL");
    odd.sum = Money(1001);
    CHECK(judged(odd).treatment == Treatment::excluded);
    odd = goods("NORMAL");
    odd.quantity = Quantity{0};
    CHECK(judged(odd).treatment == Treatment::excluded);
    odd = goods("NORMAL");
    odd.price = Money(-1000);
    odd.sum = Money(-1000);
    CHECK(judged(odd).treatment == Treatment::excluded);
}

TEST_CASE(
    "excluded goods stay outside the total, or inside as skipped and unredeemable when the shop says so") {
    auto bundle = position("p2", 300, 1000);
    bundle.unredeemable = true;
    const std::vector<till::Position> lines{position("p1", 500, 1000), bundle, goods("TOBACCO_MARKED")};
    const auto outside = assess(lines, {});
    CHECK(outside.receipt_total == Money(1800));
    CHECK(outside.sent_total == Money(800));
    CHECK(outside.skip_total == Money(0));
    CHECK(outside.unredeemable_total == Money(300));
    CHECK(outside.most == Money(499));
    Rules rules;
    rules.excluded_as_skip_total = true;
    const auto inside = assess(lines, rules);
    CHECK(inside.sent_total == Money(1800));
    CHECK(inside.skip_total == Money(1000));
    CHECK(inside.unredeemable_total == Money(1300));
    CHECK(inside.most == Money(499));
}

TEST_CASE("marked goods and lines with modifiers are never split") {
    auto shoes = position("p1", 1000, 3000);
    shoes.type = "SHOES_MARKED";
    auto pizza = position("p1", 1000, 3000);
    pizza.has_modifiers = true;
    for (const auto& line : {shoes, pizza}) {
        const auto out = redeem({line}, 100, till::Split::any);
        CHECK(out.redeemed == Money(99));
        CHECK(out.lines.size() == 1);
    }
    CHECK(redeem({position("p1", 1000, 3000)}, 100, till::Split::pieces).lines.size() == 2);
}
