#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "offline_redeemer.hpp"

/// Offline redemptions: points spent while the cloud is unreachable, at the shop's risk and within its
/// limits.
using namespace tillpoints::test;

TEST_CASE("offline, a customer seen before gets the remembered balance and is awarded by uid") {
    OfflineRedeemer shop;
    const auto ann = shop.seen_online("+79990000101");
    shop.cloud.kill();
    const auto receipt = shop.open_receipt();
    const auto reply = shop.present_phone(receipt, ann.phone);
    CHECK(reply.at("status") == "offline");
    CHECK(reply.at("will_award") == true);
    CHECK(reply.at("customer").at("points") == 50'000);
    CHECK(reply.at("customer").at("tier") == "Silver");
    CHECK(reply.at("customer").contains("as_of"));
    shop.close(receipt, Shop::full_price());
    shop.restart_plugin();
    const auto again = shop.open_receipt();
    CHECK(shop.present_phone(again, ann.phone).at("customer").at("points") == 50'000);
    CHECK_FALSE(shop.present_phone(shop.open_receipt(), "+79990000102").contains("customer"));
    shop.cloud.start();
    shop.host().wait_settled();
    CHECK(shop.host().entries_of(receipt).at(0).at("state") == "confirmed");
}

TEST_CASE("offline redemption needs the shop's setting and a programme that takes points by phone") {
    OfflineRedeemer off{Json()};
    OfflineRedeemer code_only{offline_config(), Json()};
    for (auto* shop : {&off, &code_only}) {
        shop->seen_online("+79990000103");
        shop->cloud.kill();
        CHECK(shop->refusal("+79990000103") == "offline");
    }
}

TEST_CASE(
    "an offline redemption within the limits is printed at once and confirmed by replay, and the records "
    "agree") {
    OfflineRedeemer shop;
    const auto ann = shop.seen_online("+79990000104");
    shop.cloud.kill();
    const auto paid = shop.redeem_offline(ann.phone);
    CHECK(paid.at("status") == "confirmed");
    CHECK(paid.at("offline") == true);
    CHECK(paid.at("granted") == 50'000);
    CHECK_FALSE(paid.at("text").get<std::string>().empty());
    const auto footer = shop.host().say("print_requested", {{"receipt_id", shop.receipt()}, {"width", 40}});
    CHECK(footer.dump().find("will be confirmed when") != std::string::npos);
    CHECK(shop.host().status().at("queue").at("pending") == 1);
    shop.cloud.start();
    shop.host().wait_settled();
    const auto entry = shop.host().entries_of(shop.receipt()).at(0);
    CHECK(entry.at("state") == "confirmed");
    CHECK(entry.at("offline") == true);
    CHECK(entry.at("cloud_points") == -50'000);
    const auto verdict = shop.compare_records();
    expect_no_mismatch(verdict);
    CHECK(verdict.redeemed == tillpoints::Points(50'000));
    CHECK(verdict.offline_loss == tillpoints::Money());
}

TEST_CASE(
    "an offline redemption is refused beyond the limit of the receipt, the customer, the terminal and the "
    "balance") {
    OfflineRedeemer shop(offline_config({{"points_per_receipt", 30'000},
                                         {"points_per_customer_day", 40'000},
                                         {"points_per_terminal", 65'000}}));
    const auto ann = shop.seen_online("+79990000105");
    const auto bob = shop.seen_online("+79990000106");
    const auto cid = shop.seen_online("+79990000107");
    shop.cloud.kill();

    const auto offer = shop.ask(ann.phone, 99'999);
    CHECK(offer.at("granted") == 30'000);
    CHECK(offer.at("limited_by") == "offline_receipt_limit");
    CHECK(shop.pay(shop.receipt(), offer).at("granted") == 30'000);
    shop.print(offer);
    CHECK(shop.redeem_offline(ann.phone).at("granted") == 10'000);
    CHECK(shop.refusal(ann.phone) == "offline_customer_limit");
    CHECK(shop.redeem_offline(bob.phone).at("granted") == 25'000);
    CHECK(shop.refusal(cid.phone) == "offline_terminal_limit");
    CHECK(shop.refusal("+79990000108") == "offline_unknown");

    const auto summary = shop.host().say("shift_closed", {{"shift", "17"}}).at("summary");
    CHECK(summary.at("refused") ==
          Json{{"offline_customer_limit", 1}, {"offline_terminal_limit", 1}, {"offline_unknown", 1}});

    shop.cloud.start();
    shop.host().wait_settled();
    expect_no_mismatch(shop.compare_records());
    shop.cloud.kill();
    CHECK(shop.redeem_offline(cid.phone).at("granted") == 30'000);
    shop.cloud.start();
    shop.host().wait_settled();
    expect_no_mismatch(shop.compare_records());
}

TEST_CASE("an offline quote is refused at payment if another receipt has used the limit meanwhile") {
    OfflineRedeemer shop(offline_config({{"points_per_terminal", 50'000}}));
    const auto ann = shop.seen_online("+79990000109");
    const auto bob = shop.seen_online("+79990000110");
    shop.cloud.kill();
    const auto offer = shop.ask(ann.phone);
    const auto waiting = shop.receipt();
    CHECK(shop.redeem_offline(bob.phone).at("granted") == 50'000);
    const auto refused = shop.pay(waiting, offer);
    CHECK(refused.at("status") == "refused");
    CHECK(refused.at("reason") == "offline_terminal_limit");
    CHECK(refused.at("total") == Shop::cart_total);
}

TEST_CASE(
    "kill -9 after an offline redemption resets no limit, because the counters are in the same commit") {
    OfflineRedeemer shop(offline_config({{"points_per_customer_day", 50'000}}));
    const auto ann = shop.seen_online("+79990000111");
    shop.cloud.kill();
    const auto offer = shop.ask(ann.phone);
    CHECK(shop.pay(shop.receipt(), offer).at("status") == "confirmed");
    // A copy of the files is what a process killed at this moment leaves.
    const std::string copied = shop.data_directory() + "-killed";
    std::filesystem::copy(shop.data_directory(), copied);
    const auto revived = shop.another_host("plugin-killed");
    const std::string receipt = "revived";
    revived->say("receipt_opened", {{"receipt_id", receipt}, {"kind", "sale"}, {"shift", "17"}});
    revived->say(
        "customer_presented",
        {{"receipt_id", receipt}, {"by", "phone"}, {"value", ann.phone}, {"positions", Shop::cart()}});
    const auto reply = revived->say("discount_requested", {{"receipt_id", receipt},
                                                           {"positions", Shop::cart()},
                                                           {"total", Shop::cart_total},
                                                           {"points", "max"}});
    CHECK(reply.at("reason") == "offline_no_points");
    CHECK(revived->entries_of(shop.receipt()).at(0).at("state") == "pending");
}

TEST_CASE("an offline redemption abandoned before printing is never sent and releases the limit") {
    OfflineRedeemer shop(offline_config({{"points_per_customer_day", 50'000}}));
    const auto ann = shop.seen_online("+79990000112");
    shop.cloud.kill();
    const auto offer = shop.ask(ann.phone);
    CHECK(shop.pay(shop.receipt(), offer).at("offline") == true);
    CHECK(shop.pay(shop.receipt(), offer).at("offline") == true);
    shop.cloud.start();
    shop.wait_online();
    CHECK(shop.host().entries_of(shop.receipt()).at(0).at("state") == "pending");
    CHECK(shop.host().say("payment_abandoned", {{"receipt_id", shop.receipt()}}).at("show_code_again") ==
          false);
    shop.cancel(shop.receipt());
    shop.host().wait_settled();
    CHECK(shop.host().entries_of(shop.receipt()).at(0).at("state") == "withdrawn");
    CHECK(shop.cloud.ledger().at("operations").empty());
    shop.cloud.kill();
    CHECK(shop.redeem_offline(ann.phone).at("granted") == 50'000);
}

TEST_CASE(
    "an offline redemption the cloud refuses is parked with its loss, the purchase is awarded for what was "
    "paid, and the records agree") {
    OfflineRedeemer shop;
    const auto ann = shop.seen_online("+79990000113");
    shop.cloud.kill();
    CHECK(shop.redeem_offline(ann.phone).at("granted") == 50'000);
    const auto promised = shop.receipt();
    shop.stop_plugin();
    shop.cloud.start();
    shop.redeem_at_another_register(ann.phone);
    shop.restart_plugin();
    shop.host().wait_settled();

    const auto entries = shop.host().entries_of(promised);
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].at("state") == "parked");
    CHECK(entries[0].at("parking").at("reason") == "insufficient_funds");
    CHECK(entries[0].at("parking").at("loss") == 50'000);
    CHECK(entries[1].at("state") == "confirmed");
    CHECK(entries[1].at("number") == promised + "/2");
    CHECK(entries[1].at("total") == Shop::cart_total - 50'000);
    CHECK(entries[1].at("points") == 0);
    const auto verdict = shop.compare_records();
    expect_no_mismatch(verdict);
    CHECK(verdict.offline_loss == tillpoints::Money(50'000));
    CHECK(verdict.parked == std::map<std::string, std::int64_t>{{"insufficient_funds", 1}});

    // The goods are returned: the award is refunded in their share of what was paid.
    shop.take_back("return-1", promised, shop.printed_lines(promised));
    shop.host().wait_settled();
    CHECK(shop.host().entries_of("return-1").at(0).at("state") == "confirmed");
    const auto ledger = shop.cloud.ledger();
    const auto reversal = std::find_if(ledger.at("operations").begin(), ledger.at("operations").end(),
                                       [](const Json& it) { return it.at("state") == "REVERSAL"; });
    REQUIRE(reversal != ledger.at("operations").end());
    CHECK(reversal->at("origin") == entries[1].at("operation"));
    CHECK(reversal->at("points") == 0);
}
