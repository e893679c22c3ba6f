#include <catch2/catch.hpp>

#include "shop.hpp"

/// Limits against abuse: awards of one customer in a day, redemptions of one cashier in an hour.
using namespace tillpoints::test;

namespace {

Json limiting(const std::string& name, int most) {
    return {{"limits", {{name, most}}}};
}

Json refused_in_shift(Shop& shop) {
    return shop.host().say("shift_closed", {{"shift", "17"}}).at("summary").at("refused");
}

/// Opens a receipt of a customer and begins to redeem one point.
Json redeem_a_point(Shop& shop, const Customer& customer) {
    const auto receipt = shop.open_receipt();
    shop.present_code(receipt, shop.cloud.code_of(customer));
    const auto offer = shop.ask_discount(receipt, 100);
    return offer.at("status") == "granted" ? shop.pay(receipt, offer) : offer;
}

}  // namespace

TEST_CASE("awards to one phone number stay within the shop's daily limit, also after a restart") {
    Shop shop(Json{{"settle_horizon_ms", 1500}}, {}, limiting("awards_per_customer_day", 2));
    const std::string phone = "+79990000201";
    shop.sell_to_phone(phone);
    shop.restart_plugin();
    shop.sell_to_phone(phone);
    for (int runs = 0; runs < 2; ++runs) {
        const auto receipt = shop.open_receipt();
        const auto reply = shop.present_phone(receipt, phone);
        CHECK(reply.at("status") == "rejected");
        CHECK(reply.at("reason") == "award_limit");
        CHECK_FALSE(reply.at("text").get<std::string>().empty());
        CHECK(shop.close(receipt, Shop::full_price()).at("status") == "stored");
        CHECK(shop.host().entries_of(receipt).empty());
        shop.restart_plugin();
    }
    CHECK(shop.present_phone(shop.open_receipt(), "+79990000202").at("status") != "rejected");
    CHECK(refused_in_shift(shop) == Json{{"award_limit", 2}});
}

TEST_CASE("the daily award limit covers a customer's phone, code and open receipts, online and offline") {
    Shop shop(Json::object(), {}, limiting("awards_per_customer_day", 2));
    const auto ann = shop.cloud.register_customer("+79990000203");
    shop.sell_to_phone(ann.phone);
    const auto open = shop.open_receipt();
    CHECK(shop.present_code(open, shop.cloud.code_of(ann)).at("status") == "customer");
    CHECK(shop.present_phone(shop.open_receipt(), ann.phone).at("reason") == "award_limit");
    CHECK(shop.present_code(open, shop.cloud.code_of(ann)).at("status") == "customer");
    shop.close(open, Shop::full_price(), "9");
    shop.host().wait_settled();
    shop.cloud.kill();
    CHECK(shop.present_phone(shop.open_receipt(), ann.phone).at("reason") == "award_limit");
}

TEST_CASE("redemptions of one cashier stay within the shop's hourly limit while awards continue") {
    Shop shop(Json{{"settle_horizon_ms", 1500}}, {}, limiting("redemptions_per_cashier_hour", 2));
    const auto ann = shop.cloud.register_customer("+79990000204");
    CHECK(redeem_a_point(shop, ann).at("status") == "confirmed");
    shop.restart_plugin();
    CHECK(redeem_a_point(shop, ann).at("status") == "confirmed");
    const auto refused = redeem_a_point(shop, ann);
    CHECK(refused.at("status") == "refused");
    CHECK(refused.at("reason") == "cashier_limit");
    const auto receipt = shop.sell_to_phone(ann.phone);
    CHECK_FALSE(shop.host().entries_of(receipt).empty());
    CHECK(refused_in_shift(shop) == Json{{"cashier_limit", 1}});
}
