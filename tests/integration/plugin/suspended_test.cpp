#include <catch2/catch.hpp>

#include "shop.hpp"

using namespace tillpoints::test;

namespace {

/// Receipt A is offered a discount, then put aside while B is sold.
void suspend_and_resume(bool restart) {
    Shop shop;
    const auto ann = shop.cloud.join("+79990000301");
    const auto a = shop.open_receipt();
    shop.present_code(a, shop.cloud.code_of(ann));
    const auto offer = shop.ask_discount(a, "max");
    CHECK(offer.at("granted") == 50'000);
    const auto b = shop.sell_to_phone("+79990000302");
    shop.till().wait_settled();
    if (restart) {
        shop.restart_plugin();
        shop.wait_online();
    }
    CHECK(shop.pay(a, offer).at("status") == "confirmed");
    CHECK(shop.close(a, offer.at("positions"), "5").at("status") == "confirmed");
    shop.till().wait_settled();
    CHECK(shop.till().entries_of(a).at(0).at("points") == 50'000);
    CHECK(shop.till().entries_of(b).at(0).at("points") == 0);
    CHECK(shop.till().status().at("queue").at("confirmed") == 2);
}

}  // namespace

TEST_CASE("a suspended receipt keeps its session: customer and offer stand after another was sold") {
    suspend_and_resume(false);
}

TEST_CASE("a suspended receipt keeps its session across a restart") {
    suspend_and_resume(true);
}

TEST_CASE("a suspended receipt keeps a redemption that is confirmed, across a restart too") {
    Shop shop;
    const auto ann = shop.cloud.join("+79990000303");
    const auto a = shop.open_receipt();
    shop.present_code(a, shop.cloud.code_of(ann));
    const auto offer = shop.ask_discount(a, "max");
    CHECK(shop.pay(a, offer).at("status") == "confirmed");
    shop.sell_to_phone("+79990000304");
    shop.till().wait_settled();
    shop.restart_plugin();
    shop.wait_online();
    CHECK(shop.pay(a, offer).at("status") == "confirmed");
    CHECK(shop.close(a, offer.at("positions"), "5").at("status") == "confirmed");
    shop.till().wait_settled();
    CHECK(shop.cloud.ledger().at("operations").size() == 2);
}
