#include <catch2/catch.hpp>

#include "shop.hpp"

using namespace tillpoints::test;
using Counts = std::map<std::string, int>;

TEST_CASE("a sale by app code with a redemption costs two round trips") {
    Shop shop;
    const auto code = shop.cloud.code_of(shop.cloud.register_customer("+79990000001"));
    shop.cloud.forget_requests();
    const auto receipt = shop.open_receipt();
    CHECK(shop.present_code(receipt, code).at("status") == "customer");
    const auto offer = shop.ask_discount(receipt, "max");
    CHECK(offer.at("granted") == 50'000);
    CHECK(shop.pay(receipt, offer).at("status") == "confirmed");
    CHECK(shop.close(receipt, offer.at("positions")).at("status") == "confirmed");
    shop.host().wait_settled();
    CHECK(shop.cloud.requests() == Counts{{"GET /customers/find", 1}, {"POST /operations", 1}});
}

TEST_CASE("a cart that changes after the customer was found costs a third round trip, and no more") {
    Shop shop;
    const auto code = shop.cloud.code_of(shop.cloud.register_customer("+79990000002"));
    shop.cloud.forget_requests();
    const auto receipt = shop.open_receipt();
    shop.host().say("customer_presented", {{"receipt_id", receipt}, {"by", "code"}, {"value", code}});
    const auto offer = shop.ask_discount(receipt, "max");
    CHECK(offer.at("granted") == 50'000);
    CHECK(shop.pay(receipt, offer).at("status") == "confirmed");
    CHECK(shop.close(receipt, offer.at("positions")).at("status") == "confirmed");
    shop.host().wait_settled();
    CHECK(shop.cloud.requests() ==
          Counts{{"GET /customers/find", 1}, {"POST /operations", 1}, {"POST /operations/calc", 1}});
}

TEST_CASE("a sale by phone costs two round trips") {
    Shop shop;
    shop.cloud.register_customer("+79990000003");
    shop.cloud.forget_requests();
    shop.sell_to_phone("+79990000003");
    shop.host().wait_settled();
    CHECK(shop.cloud.requests() == Counts{{"GET /customers/find", 1}, {"POST /operations", 1}});
}

TEST_CASE("a receipt without a customer costs no round trip") {
    Shop shop;
    shop.cloud.forget_requests();
    const auto receipt = shop.open_receipt();
    CHECK(shop.ask_discount(receipt, "none").at("granted") == 0);
    CHECK(shop.pay(receipt).at("status") == "confirmed");
    CHECK(shop.close(receipt, Shop::full_price()).at("status") == "stored");
    shop.host().wait_settled();
    CHECK(shop.cloud.requests().empty());
}
