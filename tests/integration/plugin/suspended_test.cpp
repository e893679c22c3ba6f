#include <catch2/catch.hpp>

#include "shop.hpp"

using namespace tillpoints::test;

namespace {

/// Receipt A gets a quote and is suspended while B is sold.
void suspend_and_resume(bool restart) {
    Shop shop;
    const auto ann = shop.cloud.register_customer("+79990000301");
    const auto a = shop.open_receipt();
    shop.present_code(a, shop.cloud.code_of(ann));
    const auto offer = shop.ask_discount(a, "max");
    CHECK(offer.at("granted") == 50'000);
    const auto b = shop.sell_to_phone("+79990000302");
    shop.host().wait_settled();
    if (restart) {
        shop.restart_plugin();
        shop.wait_online();
    }
    CHECK(shop.pay(a, offer).at("status") == "confirmed");
    CHECK(shop.close(a, offer.at("positions"), "5").at("status") == "confirmed");
    shop.host().wait_settled();
    CHECK(shop.host().entries_of(a).at(0).at("points") == 50'000);
    CHECK(shop.host().entries_of(b).at(0).at("points") == 0);
    CHECK(shop.host().status().at("queue").at("confirmed") == 2);
}

}  // namespace

TEST_CASE("a suspended receipt keeps its customer and quote while another receipt is sold") {
    suspend_and_resume(false);
}

TEST_CASE("a suspended receipt keeps its session across a restart") {
    suspend_and_resume(true);
}

TEST_CASE("a suspended receipt keeps a redemption that is confirmed, across a restart too") {
    Shop shop;
    const auto ann = shop.cloud.register_customer("+79990000303");
    const auto a = shop.open_receipt();
    shop.present_code(a, shop.cloud.code_of(ann));
    const auto offer = shop.ask_discount(a, "max");
    CHECK(shop.pay(a, offer).at("status") == "confirmed");
    shop.sell_to_phone("+79990000304");
    shop.host().wait_settled();
    shop.restart_plugin();
    shop.wait_online();
    CHECK(shop.pay(a, offer).at("status") == "confirmed");
    CHECK(shop.close(a, offer.at("positions"), "5").at("status") == "confirmed");
    shop.host().wait_settled();
    CHECK(shop.cloud.ledger().at("operations").size() == 2);
}
