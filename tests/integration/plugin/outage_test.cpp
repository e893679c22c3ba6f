#include <catch2/catch.hpp>
#include <iostream>

#include "shop.hpp"
#include "waiting.hpp"

using namespace tillpoints::test;
using namespace std::chrono_literals;

namespace {

struct Outage {
    Waiting questions;
    Waiting closings;
};

/// Sells while the cloud is unreachable and records how long the register waited for each reply.
Outage sell_in_the_dark(Shop& shop, int receipts) {
    Outage outage;
    for (int i = 0; i < receipts; ++i) {
        const auto receipt = shop.open_receipt();
        const auto found = shop.present_phone(receipt, "+7999100" + std::to_string(1000 + i));
        outage.questions.add(shop.host().waited());
        CHECK(found.at("status") == "offline");
        CHECK(found.at("will_award") == true);
        const auto offer = shop.ask_discount(receipt, "max");
        outage.questions.add(shop.host().waited());
        CHECK(offer.at("status") == "refused");
        CHECK(offer.at("reason") == "offline");
        CHECK(shop.pay(receipt).at("status") == "confirmed");
        outage.questions.add(shop.host().waited());
        CHECK(shop.close(receipt, Shop::full_price(), receipt.substr(8)).at("status") == "stored");
        outage.closings.add(shop.host().waited());
    }
    return outage;
}

void report(const Shop& shop, const std::string& kind, const Outage& outage,
            std::chrono::milliseconds drained) {
    std::cout << kind << ": " << outage.questions.summary("questions") << "; "
              << outage.closings.summary("closings") << "; "
              << measure_syncs(shop.data_directory(), 100).summary("bare syncs") << "; drained after "
              << drained.count() << " ms\n";
}

/// Short probe intervals, so that the test measures the sending.
Json replay(int parallel) {
    return {{"replay", {{"parallel", parallel}, {"longest_probe_pause_ms", 1500}}}};
}

void confirm_all(Shop& shop, int receipts) {
    const auto queue = shop.host().status().at("queue");
    CHECK(queue.at("confirmed") == receipts);
    CHECK(queue.at("parked") == 0);
    int operations = 0;
    const auto ledger = shop.cloud.ledger();
    for (const auto& operation : ledger.at("operations"))
        operations += operation.at("state") == "NORMAL" ? 1 : 0;
    CHECK(operations == receipts);
}

}  // namespace

TEST_CASE(
    "a cloud that stops answering delays one reply up to its deadline; later replies are immediate and "
    "replay runs when it is back") {
    Shop shop(Json::object(), {}, replay(4));
    shop.cloud.freeze();
    const auto receipt = shop.open_receipt();
    const auto first = shop.host().say(
        "customer_presented",
        {{"receipt_id", receipt}, {"by", "phone"}, {"value", "+79990000001"}, {"positions", Shop::cart()}},
        1s);
    CHECK(first.at("status") == "offline");
    CHECK(shop.host().waited() <= 1s);
    CHECK(shop.close(receipt, Shop::full_price(), "1").at("status") == "stored");

    const auto outage = sell_in_the_dark(shop, 30);
    CHECK(outage.questions.percentile(50) < 5ms);
    CHECK(shop.host().status().at("queue").at("pending") == 31);
    shop.cloud.thaw();
    const auto drained = shop.host().wait_settled();
    CHECK(drained < 5s);
    report(shop, "silent cloud", outage, drained);
    confirm_all(shop, 31);
}

TEST_CASE("a cloud that refuses connections delays no reply, and replay runs when it is back") {
    Shop shop(Json::object(), {}, replay(4));
    shop.cloud.kill();
    const auto outage = sell_in_the_dark(shop, 30);
    CHECK(outage.questions.percentile(50) < 5ms);
    shop.cloud.start();
    const auto drained = shop.host().wait_settled();
    CHECK(drained < 5s);
    report(shop, "dead cloud", outage, drained);
    confirm_all(shop, 30);
}

TEST_CASE("a backlog is sent sequentially or in parallel, each entry once") {
    for (const int parallel : {1, 4}) {
        Shop shop(Json::object(), {}, replay(parallel));
        shop.cloud.kill();
        sell_in_the_dark(shop, 200);
        shop.cloud.start();
        const auto drained = shop.host().wait_settled(60s);
        std::cout << "backlog of 200 drained with parallel " << parallel << " in " << drained.count()
                  << " ms\n";
        confirm_all(shop, 200);
    }
}

TEST_CASE(
    "a redemption interrupted by an outage is refused by its deadline and withdrawn, and the sale is "
    "awarded") {
    Shop shop({{"settle_horizon_ms", 1500}, {"probe_interval_ms", 300}, {"send_timeout_ms", 1000}});
    const auto customer = shop.cloud.register_customer("+79990000002");
    const auto receipt = shop.open_receipt();
    shop.present_code(receipt, shop.cloud.code_of(customer));
    const auto offer = shop.ask_discount(receipt, "max");
    CHECK(offer.at("granted") == 50'000);
    shop.cloud.freeze();
    const auto refused = shop.pay(receipt, offer);
    CHECK(refused.at("status") == "refused");
    CHECK(refused.at("reason") == "timed_out");
    CHECK(refused.at("show_code_again") == true);
    CHECK(refused.at("total") == Shop::cart_total);
    CHECK(shop.host().waited() <= 3s);
    CHECK(shop.close(receipt, Shop::full_price()).at("status") == "stored");
    shop.cloud.thaw();
    shop.host().wait_settled();

    const auto entries = shop.host().entries_of(receipt);
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].at("state") == "withdrawn");
    CHECK(entries[1].at("state") == "confirmed");
    CHECK(entries[1].at("points") == 0);
}

TEST_CASE("a replaced API key is used without a restart, and entries refused meanwhile are sent") {
    Shop shop(Json{{"probe_interval_ms", 200}});
    shop.sell_to_phone("+79990000011");
    shop.host().wait_settled();
    shop.cloud.replace_key("another-key-of-the-same-shop");
    shop.sell_to_phone("+79990000012");
    shop.host().wait_settled();
    confirm_all(shop, 2);
    CHECK(read_file(shop.data_directory() + "/tillpoints.log").find("another-key") == std::string::npos);
}
