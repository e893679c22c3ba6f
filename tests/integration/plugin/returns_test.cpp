#include <catch2/catch.hpp>

#include "shop.hpp"

using namespace tillpoints::test;

namespace {

/// Lines of a sale to a phone number, at full price.
Json all_goods() {
    return Shop::full_price();
}

int reversals(Shop& shop) {
    int count = 0;
    const auto ledger = shop.cloud.ledger();
    for (const auto& operation : ledger.at("operations"))
        count += operation.at("state") == "REVERSAL" ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("a return opened as its own receipt ends when the return is closed") {
    Shop shop;
    shop.wait_online();
    const auto sale = shop.sell_to_phone("+79990000021");
    shop.host().say("receipt_opened", {{"receipt_id", "return-1"}, {"kind", "return"}, {"shift", "17"}});
    CHECK(shop.take_back("return-1", sale, all_goods()).at("status") == "stored");
    shop.host().wait_settled();
    shop.restart_plugin();
    const auto started = shop.start_register(Json::array(), Json::array());
    CHECK(started.at("in_doubt").empty());
    const auto late = shop.host().say(
        "customer_presented", {{"receipt_id", "return-1"}, {"by", "phone"}, {"value", "+79990000021"}});
    CHECK(late.at("error").at("code") == "receipt_finished");
    CHECK(late.at("error").at("found") == "a closed one");
    CHECK(reversals(shop) == 1);
}

TEST_CASE("a return of a sale that is still open does not change the sale") {
    Shop shop;
    shop.wait_online();
    const auto sale = shop.open_receipt();
    shop.present_phone(sale, "+79990000022");
    shop.ask_discount(sale, "none");
    shop.take_back("return-2", sale, all_goods());
    shop.pay(sale);
    CHECK(shop.close(sale, all_goods()).at("status") == "stored");
    CHECK(shop.host().entries_of(sale).size() == 1);
}

TEST_CASE("a return of another register's sale is refunded once, however often it is reported") {
    Shop shop;
    shop.wait_online();
    const auto sale = shop.sell_to_phone("+79990000023");
    shop.host().wait_settled();
    const Folder elsewhere;
    Host other(shop.cloud.config(elsewhere / "plugin", {{"settle_horizon_ms", 1500}}));
    const Json said{{"receipt_id", "return-3"},
                    {"original", {{"receipt_id", sale}}},
                    {"positions", all_goods()},
                    {"total", Shop::cart_total},
                    {"closed_at", "2026-02-01T10:00:00Z"}};
    CHECK(other.say("return_closed", said).at("status") == "stored");
    other.wait_settled();
    CHECK(other.say("return_closed", said).at("status") == "stored");
    other.wait_settled();
    CHECK(reversals(shop) == 1);
}
