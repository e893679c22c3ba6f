#include <algorithm>
#include <catch2/catch.hpp>

#include "shop.hpp"
#include "technician.hpp"

/// `tillpoints receipt`: receipts in doubt, with and without a running register.
using namespace tillpoints::test;

namespace {

const Json quick{{"settle_horizon_ms", 1000}, {"probe_interval_ms", 200}, {"send_timeout_ms", 1000}};
const Json redeems_offline{
    {"offline", {{"redemption", {{"enabled", true}, {"points_per_customer_day", 50'000}}}}}};
const Json points_by_phone{{"use_points_by_phone", true}};

struct Lost {
    std::string receipt;
    Json lines;  ///< as quoted
};

/// Redeems points for a receipt, then restarts with lists of the register that begin after the receipt.
Lost redeemed_and_lost(Shop& shop, const std::string& phone) {
    const auto customer = shop.cloud.register_customer(phone);
    Lost lost{shop.open_receipt(), {}};
    shop.present_code(lost.receipt, shop.cloud.code_of(customer));
    const auto offer = shop.ask_discount(lost.receipt, "max");
    REQUIRE(shop.pay(lost.receipt, offer).at("status") == "confirmed");
    lost.lines = offer.at("positions");
    return lost;
}

Json start_register(Shop& shop, const Json& closed = Json::array()) {
    return shop.host().say("register_started", {{"register", {{"serial", "0001"}}},
                                                {"open", Json::array()},
                                                {"closed", closed},
                                                {"complete_since", "2100-01-01T00:00:00Z"}});
}

int lines(const Technician& technician, const std::string& receipt, const std::string& what) {
    const auto journal = Json::parse(technician.run({"journal", "--receipt", receipt}).text).at("journal");
    return static_cast<int>(std::count_if(journal.begin(), journal.end(), [&](const Json& line) {
        return line.at("what") == what && line.at("detail") == "by Aigul: the drive's archive";
    }));
}

}  // namespace

TEST_CASE(
    "a receipt in doubt is listed with its entries, and an operator's decision about it is carried out "
    "once") {
    const bool running = GENERATE(true, false);
    const bool printed = GENERATE(true, false);
    INFO(running << " " << printed);
    Shop shop(quick);
    const Technician technician(shop);
    const auto lost = redeemed_and_lost(shop, "+79990000401");
    shop.restart_plugin();
    CHECK(start_register(shop).at("in_doubt") == Json::array({lost.receipt}));
    if (!running) shop.stop_plugin();

    const auto listed = technician.open_receipts().at(lost.receipt);
    CHECK(listed.at("in_doubt") == true);
    CHECK(listed.at("total") == Shop::cart_total - 50'000);
    CHECK(listed.at("discount") == 50'000);
    CHECK(listed.at("facts").at(0).at("state") == "confirmed");
    CHECK(listed.at("commands").at("receipt_closed").is_null());

    const std::string id = "00000000-0000-4000-8000-000000000401";
    for (int times = 0; times < 2; ++times) {
        const auto resolved =
            technician.resolve(printed ? "closed" : "cancelled", lost.receipt, {"--id", id});
        INFO(resolved.text);
        REQUIRE(resolved.code == 0);
        CHECK(Json::parse(resolved.text).at("state") == (printed ? "closed" : "cancelled"));
    }
    CHECK(technician.open_receipts().empty());
    CHECK(lines(technician, lost.receipt, printed ? "closed by a person" : "cancelled by a person") == 1);
    if (!running) shop.restart_plugin();
    shop.host().wait_settled();
    const auto entries = shop.host().entries_of(lost.receipt);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].at("state") == (printed ? "confirmed" : "withdrawn"));
    CHECK(entries[0].at("reversal").is_number() != printed);
}

TEST_CASE(
    "an operator cancels a receipt with an offline redemption: the entry is withdrawn and the customer's "
    "limit is released") {
    Shop shop(quick, {}, redeems_offline, points_by_phone);
    const Technician technician(shop);
    const auto ann = shop.cloud.register_customer("+79990000402");
    const auto before = shop.open_receipt();
    shop.present_phone(before, ann.phone);
    shop.cancel(before);
    shop.cloud.kill();
    const auto redeemed = shop.open_receipt();
    shop.present_phone(redeemed, ann.phone);
    const auto offer = shop.ask_discount(redeemed, "max");
    REQUIRE(shop.pay(redeemed, offer).at("offline") == true);
    shop.restart_plugin();
    start_register(shop);
    const auto next = shop.open_receipt();
    shop.present_phone(next, ann.phone);
    CHECK(shop.ask_discount(next, "max").at("status") == "refused");

    const auto resolved = technician.resolve("cancelled", redeemed);
    INFO(resolved.text);
    REQUIRE(resolved.code == 0);
    CHECK(shop.ask_discount(next, "max").at("granted") == 50'000);
    shop.cancel(next);
    shop.cloud.start();
    shop.host().wait_settled();
    CHECK(shop.host().entries_of(redeemed).at(0).at("state") == "withdrawn");
    CHECK(shop.cloud.ledger().at("operations").empty());
}

TEST_CASE("an operator command for a closed or unknown receipt is refused and changes nothing") {
    Shop shop(quick);
    const Technician technician(shop);
    const auto sold = shop.sell_to_phone("+79990000403");
    shop.host().wait_settled();
    const auto refused = technician.resolve("cancelled", sold);
    CHECK(refused.code == 1);
    CHECK(Json::parse(refused.text).at("problem").at("found") == "a closed one");
    CHECK(Json::parse(technician.resolve("closed", "nothing").text).at("problem").at("found") ==
          "none with id nothing");
    const auto empty = shop.open_receipt();
    const auto at_work = technician.resolve("closed", empty).text;
    CHECK(Json::parse(at_work).at("problem").at("expected") == "a receipt the register does not explain");
    start_register(shop);
    CHECK(Json::parse(technician.resolve("closed", empty).text).at("problem").at("found") == "none told");
    CHECK(technician.open_receipts().contains(empty));
    CHECK(shop.host().entries_of(sold).at(0).at("state") == "confirmed");
    CHECK(shop.host().status().at("queue").at("parked") == 0);
}

TEST_CASE(
    "an operator cancels a receipt that the register later lists as closed: the discount is parked as a "
    "loss") {
    Shop shop(quick);
    const Technician technician(shop);
    const auto lost = redeemed_and_lost(shop, "+79990000404");
    shop.restart_plugin();
    REQUIRE(technician.resolve("cancelled", lost.receipt).code == 0);
    shop.host().wait_settled();
    shop.restart_plugin();
    for (int times = 0; times < 2; ++times)
        start_register(shop, Json::array({Shop::printed(lost.receipt, lost.lines)}));
    const auto entries = shop.host().entries_of(lost.receipt);
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].at("state") == "withdrawn");
    CHECK(entries[1].at("state") == "parked");
    CHECK(entries[1].at("parking").at("loss") == 50'000);
    CHECK(entries[1].at("total") == Shop::cart_total - 50'000);
    CHECK(shop.close(lost.receipt, lost.lines).at("status") == "stored");
    CHECK(shop.host().entries_of(lost.receipt).size() == 2);
}

TEST_CASE("an operator closes a receipt that the register later cancels: the points are returned") {
    Shop shop(quick);
    const Technician technician(shop);
    const auto lost = redeemed_and_lost(shop, "+79990000405");
    shop.restart_plugin();
    REQUIRE(technician.resolve("closed", lost.receipt).code == 0);
    shop.restart_plugin();
    CHECK(shop.cancel(lost.receipt).at("status") == "stored");
    shop.host().wait_settled();
    const auto entries = shop.host().entries_of(lost.receipt);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].at("state") == "withdrawn");
    CHECK(entries[0].at("reversal").is_number());
}
