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

/// Sells while the cloud is gone, and notes how long the register waited for each answer.
Outage sell_in_the_dark(Shop& shop, int receipts) {
    Outage outage;
    for (int i = 0; i < receipts; ++i) {
        const auto receipt = shop.open_receipt();
        const auto found = shop.present_phone(receipt, "+7999100" + std::to_string(1000 + i));
        outage.questions.add(shop.till().waited());
        CHECK(found.at("status") == "offline");
        CHECK(found.at("will_award") == true);
        const auto offer = shop.ask_discount(receipt, "max");
        outage.questions.add(shop.till().waited());
        CHECK(offer.at("status") == "refused");
        CHECK(offer.at("reason") == "offline");
        CHECK(shop.pay(receipt).at("status") == "confirmed");
        outage.questions.add(shop.till().waited());
        CHECK(shop.close(receipt, Shop::full_price(), receipt.substr(8)).at("status") == "stored");
        outage.closings.add(shop.till().waited());
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

/// Tried again soon, so that what is measured is the draining.
Json replay(int parallel) {
    return {{"replay", {{"parallel", parallel}, {"longest_probe_pause_ms", 1500}}}};
}

void confirm_all(Shop& shop, int receipts) {
    const auto queue = shop.till().status().at("queue");
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
    "a cloud that falls silent costs one wait within the deadline, then answers are immediate and replay "
    "follows its return") {
    Shop shop(Json::object(), {}, replay(4));
    shop.cloud.freeze();
    const auto receipt = shop.open_receipt();
    const auto first = shop.till().say(
        "customer_presented",
        {{"receipt_id", receipt}, {"by", "phone"}, {"value", "+79990000001"}, {"positions", Shop::cart()}},
        1s);
    CHECK(first.at("status") == "offline");
    CHECK(shop.till().waited() <= 1s);
    CHECK(shop.close(receipt, Shop::full_price(), "1").at("status") == "stored");

    const auto outage = sell_in_the_dark(shop, 30);
    CHECK(outage.questions.percentile(50) < 5ms);
    CHECK(shop.till().status().at("queue").at("pending") == 31);
    shop.cloud.thaw();
    const auto drained = shop.till().wait_settled();
    CHECK(drained < 5s);
    report(shop, "silent cloud", outage, drained);
    confirm_all(shop, 31);
}

TEST_CASE("a cloud that is dead costs no wait, and replay follows its return") {
    Shop shop(Json::object(), {}, replay(4));
    shop.cloud.die();
    const auto outage = sell_in_the_dark(shop, 30);
    CHECK(outage.questions.percentile(50) < 5ms);
    shop.cloud.start();
    const auto drained = shop.till().wait_settled();
    CHECK(drained < 5s);
    report(shop, "dead cloud", outage, drained);
    confirm_all(shop, 30);
}

TEST_CASE("a backlog of many customers is drained one after another or several at once, each fact once") {
    for (const int parallel : {1, 4}) {
        Shop shop(Json::object(), {}, replay(parallel));
        shop.cloud.die();
        sell_in_the_dark(shop, 200);
        shop.cloud.start();
        const auto drained = shop.till().wait_settled(60s);
        std::cout << "backlog of 200 drained with parallel " << parallel << " in " << drained.count()
                  << " ms\n";
        confirm_all(shop, 200);
    }
}

TEST_CASE("a redemption caught by the outage is refused in time, taken back, and the sale is awarded") {
    Shop shop({{"settle_horizon_ms", 1500}, {"probe_interval_ms", 300}, {"send_timeout_ms", 1000}});
    const auto shopper = shop.cloud.join("+79990000002");
    const auto receipt = shop.open_receipt();
    shop.present_code(receipt, shop.cloud.code_of(shopper));
    const auto offer = shop.ask_discount(receipt, "max");
    CHECK(offer.at("granted") == 50'000);
    shop.cloud.freeze();
    const auto refused = shop.pay(receipt, offer);
    CHECK(refused.at("status") == "refused");
    CHECK(refused.at("reason") == "timed_out");
    CHECK(refused.at("show_code_again") == true);
    CHECK(refused.at("total") == Shop::cart_total);
    CHECK(shop.till().waited() <= 3s);
    CHECK(shop.close(receipt, Shop::full_price()).at("status") == "stored");
    shop.cloud.thaw();
    shop.till().wait_settled();

    const auto entries = shop.till().entries_of(receipt);
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].at("state") == "withdrawn");
    CHECK(entries[1].at("state") == "confirmed");
    CHECK(entries[1].at("points") == 0);
}

TEST_CASE("an API key that was exchanged is used without a restart, and what was refused meanwhile is sent") {
    Shop shop(Json{{"probe_interval_ms", 200}});
    shop.sell_to_phone("+79990000011");
    shop.till().wait_settled();
    shop.cloud.exchange_key("another-key-of-the-same-shop");
    shop.sell_to_phone("+79990000012");
    shop.till().wait_settled();
    confirm_all(shop, 2);
    CHECK(read_file(shop.data_directory() + "/tillpoints.log").find("another-key") == std::string::npos);
}
