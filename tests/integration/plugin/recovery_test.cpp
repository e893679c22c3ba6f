#include <catch2/catch.hpp>

#include "protocol/decimal.hpp"
#include "shop.hpp"

using namespace tillpoints::test;

namespace {

struct Sold {
    std::string receipt;
    Json lines;
};

/// A sale with all points redeemed, before printing.
Sold redeem(Shop& shop, const Customer& customer) {
    Sold sold{shop.open_receipt(), {}};
    shop.present_code(sold.receipt, shop.cloud.code_of(customer));
    const auto offer = shop.ask_discount(sold.receipt, "max");
    REQUIRE(offer.at("granted") == 50'000);
    REQUIRE(shop.pay(sold.receipt, offer).at("status") == "confirmed");
    sold.lines = offer.at("positions");
    return sold;
}

}  // namespace

TEST_CASE("rule 2: a receipt_closed lost in a power cut is recovered once from the register's list") {
    Shop shop;
    const auto sold = redeem(shop, shop.cloud.register_customer("+79990000001"));
    shop.restart_plugin();  // the receipt was printed, receipt_closed was never sent
    const auto closed = Json::array({Shop::printed(sold.receipt, sold.lines)});
    const auto started = shop.start_register(Json::array(), closed);
    CHECK(started.at("status") == "ok");
    CHECK(started.at("in_doubt").empty());
    CHECK(shop.close(sold.receipt, sold.lines).at("status") == "confirmed");
    shop.host().wait_settled();
    const auto entries = shop.host().entries_of(sold.receipt);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].at("state") == "confirmed");
    CHECK(entries[0].at("wanted") == "keep");
}

TEST_CASE("a receipt missing from the register's lists is cancelled and its points are returned") {
    Shop shop(Json{{"settle_horizon_ms", 1500}});
    const auto sold = redeem(shop, shop.cloud.register_customer("+79990000002"));
    shop.restart_plugin();
    shop.start_register(Json::array(), Json::array());
    // The look-up of the customer told the plugin the cloud's time, so it knows how far back the lists reach.
    shop.sell_to_phone("+79990000029");
    CHECK(shop.start_register(Json::array(), Json::array()).at("in_doubt").empty());
    shop.host().wait_settled();
    const auto entries = shop.host().entries_of(sold.receipt);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].at("state") == "withdrawn");
    CHECK(entries[0].at("reversal").is_number());
}

TEST_CASE("a receipt still open after a restart keeps its redemption and closes normally") {
    Shop shop;
    const auto sold = redeem(shop, shop.cloud.register_customer("+79990000003"));
    shop.restart_plugin();
    shop.start_register(Json::array({sold.receipt}), Json::array());
    CHECK(shop.close(sold.receipt, sold.lines).at("status") == "confirmed");
    shop.host().wait_settled();
    CHECK(shop.host().entries_of(sold.receipt)[0].at("state") == "confirmed");
}

TEST_CASE("receipt_closed sent twice takes effect once") {
    Shop shop;
    const auto customer = shop.cloud.register_customer("+79990000004");
    const auto receipt = shop.sell_to_phone(customer.phone);
    CHECK(shop.close(receipt, Shop::full_price(), receipt.substr(8)).at("status") == "stored");
    CHECK(shop.close(receipt, Shop::full_price(), "another").at("status") == "error");
    shop.host().wait_settled();
    CHECK(shop.host().entries_of(receipt).size() == 1);
    CHECK(shop.cloud.ledger().at("operations").size() == 1);
}

TEST_CASE("a return gives back the points its lines were paid with, whole or in parts") {
    Shop shop;
    const auto sold = redeem(shop, shop.cloud.register_customer("+79990000005"));
    shop.close(sold.receipt, sold.lines);
    const auto first = shop.take_back("return-1", sold.receipt, Json::array({sold.lines[1]}));
    CHECK(first.at("status") == "stored");
    const auto again = shop.take_back("return-1", sold.receipt, Json::array({sold.lines[1]}));
    CHECK(again == first);
    auto rest = sold.lines;
    rest.erase(1);
    const auto second = shop.take_back("return-2", sold.receipt, rest);
    CHECK(first.at("expected_points").get<int>() + second.at("expected_points").get<int>() == 50'000);
    shop.host().wait_settled();
    CHECK(shop.host().entries_of("return-1").at(0).at("state") == "confirmed");
    CHECK(shop.host().entries_of("return-2").at(0).at("state") == "confirmed");
    CHECK(shop.host().status().at("queue").at("parked") == 0);

    std::int64_t refunded = 0;
    const auto ledger = shop.cloud.ledger();
    for (const auto& operation : ledger.at("operations"))
        if (operation.at("state") == "REVERSAL")
            refunded +=
                tillpoints::parse_decimal(operation.at("total").dump(), 2, tillpoints::Rounding::exact)
                    .value();
    CHECK(refunded == -Shop::cart_total);
}

TEST_CASE("the shift summary equals the sums of its receipts to a hundredth of a point") {
    Shop shop;
    const auto redeemer = shop.cloud.register_customer("+79990000006");
    const auto collector = shop.cloud.register_customer("+79990000007");
    const auto sold = redeem(shop, redeemer);
    shop.close(sold.receipt, sold.lines);
    shop.sell_to_phone(collector.phone);
    const auto anonymous = shop.open_receipt();
    shop.close(anonymous, Shop::full_price(), "3");
    shop.cancel(shop.open_receipt());
    shop.host().wait_settled();

    const auto reply =
        shop.host().say("shift_closed", {{"shift", "17"}, {"complete_since", "2020-01-01T00:00:00Z"}});
    CHECK(reply.at("status") == "ok");
    // Silver earns one per cent of the money paid, rounded half up.
    CHECK(reply.at("summary") ==
          Json{{"receipts", 3},
               {"with_card", 2},
               {"redeemed", 50'000},
               {"awarded", (Shop::cart_total - 50'000 + 50) / 100 + (Shop::cart_total + 50) / 100},
               {"pending", 0},
               {"parked", 0},
               {"refused", Json::object()}});
}
