#include <catch2/catch.hpp>

#include "till.hpp"

/// The cached customers and the velocity limits.
namespace tillpoints::session {
namespace {

Till limiting(std::int64_t awards, std::int64_t redemptions = 0) {
    Till till = sell().scan("a", 100'000);
    till.config.limits.awards_per_customer_day = awards;
    till.config.limits.redemptions_per_cashier_hour = redemptions;
    till.limits_state = limits::LimitsState(till.config.offline.memory, till.config.limits, {}, noon);
    return till;
}

void count(Till& till, const limits::Counted& what) {
    till.limits_state.apply({.counted = {what}}, noon);
}

const std::string phone_key = "hash of +79161234567";

}  // namespace

TEST_CASE("a customer found by phone is cached under the phone's hash with what the cloud told") {
    const Till till = sell().present_phone().finds(Points(50'000));
    const auto* known = till.limits_state.customers().find(phone_key);
    REQUIRE(known);
    CHECK(known->balance == Points(50'000));
    CHECK(known->cashback_rate == Percent{1'000});
    CHECK(known->uid.has_value());
    CHECK(known->as_of == noon);
}

TEST_CASE("a customer found by code is never cached under the code") {
    const Till without = sell().present_code("123456").finds();
    CHECK_FALSE(without.did<UpdateLimits>());
    CHECK_FALSE(without.limits_state.customers().find("hash of 123456"));
}

TEST_CASE("a confirmed redemption lowers the cached balance in the same step") {
    Till till = sell().scan("a", 100'000);
    till.settings.use_points_by_phone = true;
    till.present_phone()
        .finds(Points(50'000))
        .ask_discount()
        .limits(Points(30'000))
        .start_payment()
        .confirms();
    CHECK(till.limits_state.customers().find(phone_key)->balance == Points(20'000));
}

TEST_CASE(
    "a customer whose award limit of the day is reached is rejected with reason and sentence, and the "
    "refusal is counted") {
    Till till = limiting(2);
    count(till, limits::awards_of(phone_key));
    CHECK(Till(till).present_phone().finds().status() == "customer");
    count(till, limits::awards_of(phone_key));
    for (Till again : {Till(till).present_phone().finds(), Till(till).offline().present_phone(),
                       Till(till).present_phone().refuses(404, Errc::not_found)}) {
        CHECK(again.status() == "rejected");
        CHECK(again.text("reason") == "award_limit");
        CHECK_FALSE(again.text("text").empty());
        CHECK_FALSE(again.session().customer.has_value());
        CHECK(again.limits_state.counters().refusals("17").size() == 1);
        CHECK_FALSE(again.close_at_full_price().did<StoreEntry>());
    }
}

TEST_CASE("other open receipts of a customer count as awards") {
    Till till = limiting(2);
    till.open_elsewhere = 2;
    CHECK(till.present_phone().finds().text("reason") == "award_limit");
}

TEST_CASE("an award is counted when it is stored, under the phone and under the uid") {
    Till till = limiting(5).present_phone().finds();
    CHECK_FALSE(till.did<RecordReceipt>());
    till.close_at_full_price();
    CHECK(till.did<StoreEntry>());
    CHECK(till.limits_state.counters().count(limits::awards_of(phone_key), noon) == 1);
    CHECK(till.limits_state.counters().count(
              limits::awards_of("hash of 5f6e0c2a-0000-4000-8000-000000000001"), noon) == 1);
    till.close_at_full_price();
    CHECK(till.limits_state.counters().count(limits::awards_of(phone_key), noon) == 1);
    CHECK(limiting(5).present_phone().finds().cancel().limits_state.counters().count(
              limits::awards_of(phone_key), noon) == 0);
}

TEST_CASE(
    "a cashier whose redemption limit of the hour is reached is refused at the quote and at the payment") {
    Till till = limiting(0, 2).present_code().finds().ask_discount().limits(Points(30'000));
    Till begun = Till(till).start_payment();
    CHECK(begun.did<StoreEntry>());
    CHECK(begun.limits_state.counters().count(limits::redemptions_of("c 1"), noon) == 1);
    count(till, limits::redemptions_of("c 1"));
    count(till, limits::redemptions_of("c 1"));
    Till at_payment = Till(till).start_payment();
    CHECK(at_payment.text("reason") == "cashier_limit");
    CHECK(at_payment.number("total") == 100'000);
    CHECK_FALSE(at_payment.did<StoreEntry>());
    CHECK(Till(till).ask_discount(points(100)).text("reason") == "cashier_limit");
    CHECK(Till(till).ask_discount(none()).status() == "granted");
}

TEST_CASE("nothing is counted if no limit is set") {
    Till till = sell().scan("a", 100'000).present_code().finds();
    till.ask_discount().limits(Points(30'000)).start_payment();
    CHECK_FALSE(till.did<UpdateLimits>());
}

}  // namespace tillpoints::session
