#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "shop.hpp"

/// Which operation in the cloud is whose: registers that number receipts alike, and a restored backup.
using namespace tillpoints::test;

namespace {

const Json quick{{"settle_horizon_ms", 2000}, {"probe_interval_ms", 300}, {"send_timeout_ms", 1000}};

Json sales_in(Shop& shop) {
    Json sales = Json::array();
    const auto ledger = shop.cloud.ledger();
    for (const auto& operation : ledger.at("operations"))
        if (operation.at("origin").is_null() && operation.at("number").is_string())
            sales.push_back(operation);
    return sales;
}

/// The first receipt of a register, up to the payment.
void pay_at(Host& register_, const std::string& receipt, const std::string& phone) {
    register_.say("receipt_opened", {{"receipt_id", receipt}, {"kind", "sale"}});
    register_.say("customer_presented", {{"receipt_id", receipt}, {"by", "phone"}, {"value", phone}});
    const auto offer = register_.say("discount_requested", {{"receipt_id", receipt},
                                                            {"positions", Shop::cart()},
                                                            {"total", Shop::cart_total},
                                                            {"points", "none"}});
    register_.say("payment_started", {{"receipt_id", receipt},
                                      {"positions", offer.at("positions")},
                                      {"total", offer.at("total")},
                                      {"quote_id", offer.at("quote_id")}});
}

}  // namespace

TEST_CASE(
    "two registers number receipts alike and one request is lost: each sale is awarded to its own customer") {
    Shop shop(quick);
    shop.cloud.register_customer("+79160000001");
    shop.cloud.register_customer("+79160000002");
    const auto other = shop.another_host("other");
    other->wait_online();
    const std::string receipt = "00017";
    pay_at(shop.host(), receipt, "+79160000001");
    shop.close(receipt, Shop::full_price());
    shop.host().wait_settled();
    pay_at(*other, receipt, "+79160000002");
    shop.cloud.set_switches({{"lost_request_next", 1}});
    other->say("receipt_closed", Shop::printed(receipt, Shop::full_price()));
    other->wait_settled();
    const auto sales = sales_in(shop);
    REQUIRE(sales.size() == 2);
    CHECK(sales[0].at("customer") != sales[1].at("customer"));
    CHECK(sales[0].at("number") != sales[1].at("number"));
    const auto entries = other->entries_of(receipt);
    CHECK(entries[0].at("state") == "confirmed");
    CHECK(entries[0].at("number") == receipt + "/1");
    CHECK(entries[0].at("cloud_number") == sales[1].at("number"));
    CHECK(entries[0].at("operation") == sales[1].at("id"));
}

TEST_CASE(
    "a backup that is restored after its entries were sent awards nothing twice, and the log says what "
    "happened") {
    namespace fs = std::filesystem;
    Shop shop(quick);
    shop.cloud.register_customer("+79160000003");
    shop.cloud.kill();
    std::vector<std::string> receipts;
    for (int i = 0; i < 3; ++i) receipts.push_back(shop.sell_to_phone("+79160000003"));
    shop.stop_plugin();
    const fs::path data = shop.data_directory();
    const fs::path backup = data.string() + ".backup";
    fs::copy(data, backup, fs::copy_options::recursive);
    shop.cloud.start();
    shop.restart_plugin();
    shop.host().wait_settled();
    CHECK(sales_in(shop).size() == 3);
    shop.stop_plugin();
    fs::remove_all(data);
    fs::copy(backup, data, fs::copy_options::recursive);
    shop.restart_plugin();
    shop.host().wait_settled();
    CHECK(sales_in(shop).size() == 3);
    for (const auto& receipt : receipts) CHECK(shop.host().entries_of(receipt)[0].at("state") == "confirmed");
    std::ifstream log(data / "tillpoints.log");
    const std::string logged{std::istreambuf_iterator<char>(log), {}};
    CHECK_THAT(logged, Catch::Contains("the database is older than the cloud, which has 3 purchases"));
    fs::remove_all(backup);
}
