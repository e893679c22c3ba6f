#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "october.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

TEST_CASE("what is owed is told by kind of account and by why it changed, refunds taken off") {
    const auto figures = figures_of(october(), rows());
    const auto& customers = figures.liabilities.at(0);
    CHECK(customers.moved == std::array{Points(30'00), Points(5'00), Points(-19'00), Points(-4'00),
                                        Points(-3'00), Points(-2'00)});
    CHECK(customers.closing() == Points(107'00));
    CHECK(figures.liabilities.at(1).closing() == Points(7'00));
    CHECK(figures.liabilities.at(2).closing() == Points(15'00));
    CHECK(closing_of(figures) == OwedPoints{Points(107'00), Points(7'00), Points(15'00)});
}

TEST_CASE("every cause that the ledger has belongs to one line") {
    for (const auto* cause : {"award", "welcome", "referral_share", "referral_reward", "first_purchase",
                              "win_back", "campaign", "voucher", "certificate"})
        CHECK(movement_of(cause) == PointsMovement::awarded);
    for (const auto* cause : {"expiry", "win_back_lapsed", "certificate_lapsed"})
        CHECK(movement_of(cause) == PointsMovement::expired);
    for (const auto* cause : {"award_withdrawn", "referral_share_withdrawn", "first_purchase_withdrawn"})
        CHECK(movement_of(cause) == PointsMovement::withdrawn);
    for (const auto* cause : {"redemption", "redemption_returned", "certificate_redemption"})
        CHECK(movement_of(cause) == PointsMovement::redeemed);
    CHECK(movement_of("award_granted") == PointsMovement::granted);
    CHECK(movement_of("reward") == PointsMovement::by_hand);
}

TEST_CASE("employees have their sales less refunds, and the award they are owed; unknown ones are a line") {
    const auto figures = figures_of(october(), rows());
    REQUIRE(figures.staff.size() == 2);
    CHECK(figures.staff[0] == StaffAward{0, {}, 1, 0, Money(10'00), Money()});
    CHECK(figures.staff[1] == StaffAward{3, october().names.cashiers[3], 2, 1, Money(2'500'00), Money(2'50)});
    CHECK(figures.sales.count == 3);
    CHECK(figures.sales.total == Money(3'010'00));
    CHECK(figures.refunds.total == Money(-500'00));
    CHECK(figures.refunds.redeemed == Points(-50'00));
}

TEST_CASE("opening balance and movements are the closing balance to the hundredth, whatever moved") {
    static constexpr const char* causes[] = {
        "award",  "award_granted",   "redemption", "redemption_returned",
        "expiry", "award_withdrawn", "reward",     "a cause of tomorrow"};
    CHECK(rc::check([] {
        const auto amount = [] {
            return Points(*rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000));
        };
        MonthRows moved;
        OwedPoints expected = moved.opening = {amount(), amount(), amount()};
        const auto count = *rc::gen::inRange(0, 40);
        for (int i = 0; i < count; ++i) {
            const auto account = static_cast<PointsAccount>(*rc::gen::inRange(0, 3));
            const auto points = amount();
            moved.moved.push_back({account, causes[*rc::gen::inRange(0, 8)], points});
            (account == PointsAccount::customers  ? expected.customers
             : account == PointsAccount::deferred ? expected.deferred
                                                  : expected.certificates) += points;
        }
        RC_ASSERT(closing_of(figures_of(october(), moved)) == expected);
    }));
}

TEST_CASE("the figures' names are read as they were written, and nothing else is") {
    const auto names = october().names;
    CHECK(read_names(names_text(names)).value() == names);
    for (const auto* text : {"", "[]", R"({"company":1})", R"({"company":"a"})",
                             R"({"company":"a","currency":"RUB","cashiers":[{"id":0}],"branches":[]})"})
        CHECK_FALSE(read_names(text).has_value());
}

TEST_CASE("figures are shown as decimals") {
    const auto json = figures_json(figures_of(october(), rows()));
    CHECK(*json.find("month")->string() == "2026-10");
    CHECK(*json.find("from")->string() == "2026-09-30T19:00:00.000Z");
    const auto& customers = json.find("liabilities")->items()->at(0);
    CHECK(customers.find("redeemed")->number()->digits == "-19");
    CHECK(customers.find("closing")->number()->digits == "107");
    CHECK(json.find("staff")->items()->at(1).find("owed")->number()->digits == "2.5");
    CHECK(json.find("refunds")->find("total")->number()->digits == "-500");
}
