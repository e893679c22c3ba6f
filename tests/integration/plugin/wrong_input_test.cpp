#include <catch2/catch.hpp>

#include "shop.hpp"

using namespace tillpoints::test;
using namespace std::chrono_literals;

namespace {

Json closing(const std::string& receipt) {
    auto event = Shop::printed(receipt, Shop::full_price());
    event["v"] = 1;
    event["event"] = "receipt_closed";
    return event;
}

Json asking(const std::string& receipt) {
    return {{"v", 1},
            {"event", "discount_requested"},
            {"receipt_id", receipt},
            {"positions", Shop::cart()},
            {"total", Shop::cart_total},
            {"points", "max"}};
}

/// A copy with one change.
Json with(Json event, const std::string& pointer, const Json& value) {
    event[Json::json_pointer(pointer)] = value;
    return event;
}

struct Wrong {
    std::string what;
    std::string event;
    std::string where;  ///< the field or byte that the error must name; empty: the whole event
};

std::vector<Wrong> wrong_events(const std::string& receipt) {
    const auto twice = with(asking(receipt), "/positions/1/id", "p1");
    auto invalid = asking(receipt).dump();
    invalid.replace(invalid.find("Phone"), 5, "Ph\xff\xfe!");
    return {
        {"truncated", asking(receipt).dump().substr(0, 80), "byte 81"},
        {"no JSON", "receipt?", "byte 1"},
        {"no object", "[]", ""},
        {"no event", R"({"v":1})", "event"},
        {"unknown event", R"({"v":1,"event":"weather_changed"})", "event"},
        {"another version", with(asking(receipt), "/v", 2).dump(), "v"},
        {"unknown receipt", asking("never-opened").dump(), "receipt_id"},
        {"no receipt", with(asking(receipt), "/receipt_id", nullptr).dump(), "receipt_id"},
        {"negative price", with(asking(receipt), "/positions/0/price", -5).dump(), "positions[0].price"},
        {"10^18", with(asking(receipt), "/positions/0/price", 1'000'000'000'000'000'000).dump(),
         "positions[0].price"},
        {"a total of 10^18", with(asking(receipt), "/total", 1'000'000'000'000'000'000).dump(), "total"},
        {"a fraction of a kopeck", with(asking(receipt), "/positions/0/price", 0.5).dump(),
         "positions[0].price"},
        {"quantity 0", with(asking(receipt), "/positions/1/quantity", "0").dump(), "positions[1].quantity"},
        {"quantity of four decimals", with(asking(receipt), "/positions/1/quantity", "1.5000001").dump(),
         "positions[1].quantity"},
        {"a sum that the total does not count", with(asking(receipt), "/positions/1/sum", 22'351).dump(),
         "total"},
        {"a fraction that is a number", with(asking(receipt), "/positions/1/fraction", 0.333).dump(),
         "positions[1].fraction"},
        {"a total that does not add up", with(asking(receipt), "/total", Shop::cart_total + 1).dump(),
         "total"},
        {"a position twice", twice.dump(), "positions[1].id"},
        {"points below zero", with(asking(receipt), "/points", -1).dump(), "points"},
        {"invalid UTF-8", invalid, "byte " + std::to_string(invalid.find("Ph\xff") + 3)},
        {"8 MiB of brackets", std::string(8u << 20, '['), ""},
        {"50 MB", std::string(50'000'000, ' '), "event"},
        {"closing with 10^18", with(closing(receipt), "/total", 1'000'000'000'000'000'000).dump(), "total"},
        {"closing with a position thrice",
         with(closing(receipt), "/positions",
              Json::array({Shop::full_price()[0], Shop::full_price()[0], Shop::full_price()[0]}))
             .dump(),
         "positions[2].id"},
    };
}

/// A sale that must succeed whatever wrong input came before it.
void finish_exactly(Shop& shop, const std::string& receipt) {
    const auto offer = shop.ask_discount(receipt, "max");
    CHECK(offer.at("granted") == 50'000);
    CHECK(offer.at("discount") == 50'000);
    CHECK(offer.at("total") == Shop::cart_total - 50'000);
    CHECK(Shop::sum_of(offer.at("positions")) == Shop::cart_total - 50'000);
    CHECK(shop.pay(receipt, offer).at("status") == "confirmed");
    CHECK(shop.close(receipt, offer.at("positions")).at("status") == "confirmed");
    shop.host().wait_settled();
    const auto entries = shop.host().entries_of(receipt);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].at("state") == "confirmed");
    CHECK(entries[0].at("points") == 50'000);
    CHECK(entries[0].at("total") == Shop::cart_total);
}

}  // namespace

TEST_CASE("wrong input gets an error that names the field and does not affect the sale") {
    Shop shop;
    const auto code = shop.cloud.code_of(shop.cloud.register_customer("+79990000001"));
    const auto receipt = shop.open_receipt();
    REQUIRE(shop.present_code(receipt, code).at("status") == "customer");
    shop.cloud.forget_requests();
    for (const auto& wrong : wrong_events(receipt)) {
        INFO(wrong.what);
        const auto reply = shop.host().submit(wrong.event);
        CHECK(reply.at("status") == "error");
        CHECK(reply.at("error").value("where", "no field") == wrong.where);
        CHECK(reply.at("error").at("message").get<std::string>().size() < 500);
        CHECK(shop.host().waited() < 2s);
    }
    CHECK(shop.cloud.requests().empty());
    finish_exactly(shop, receipt);
}

TEST_CASE("events out of order are errors or have no effect, and the sale continues") {
    Shop shop;
    const auto customer = shop.cloud.register_customer("+79990000002");
    const auto error_of = [](const Json& reply) {
        return reply.at("status") == "error" ? reply.at("error").at("code") : Json();
    };

    CHECK(error_of(shop.present_code("not-yet", "123456")) == "unknown_receipt");
    CHECK(error_of(shop.pay("not-yet")) == "unknown_receipt");
    const auto receipt = shop.open_receipt();
    CHECK(shop.ask_discount(receipt, "max").at("reason") == "no_customer");
    CHECK(shop.host().say("payment_abandoned", {{"receipt_id", receipt}}).at("status") == "withdrawn");
    CHECK(shop.host().say("customer_removed", {{"receipt_id", receipt}}).at("status") == "ok");
    auto stale = Json{{"positions", Shop::full_price()}, {"quote_id", "never-quoted"}};
    CHECK(shop.pay(receipt, stale).at("reason") == "changed");
    CHECK(shop.present_code(receipt, shop.cloud.code_of(customer)).at("status") == "customer");
    finish_exactly(shop, receipt);
    CHECK(error_of(shop.ask_discount(receipt, "max")) == "receipt_finished");
    CHECK(error_of(shop.cancel(receipt)) == "receipt_finished");
}
