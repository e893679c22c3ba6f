#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "offline_redeemer.hpp"

/// Points spent while the cloud is out of reach: on the shop's credit, within its limits, and accounted for.
using namespace tillpoints::test;

TEST_CASE("offline a customer seen before is told with the balance as of then, and awarded by uid") {
    OfflineRedeemer shop;
    const auto ann = shop.known("+79990000101");
    shop.cloud.die();
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
    shop.till().wait_settled();
    CHECK(shop.till().entries_of(receipt).at(0).at("state") == "confirmed");
}

TEST_CASE("offline points are lent only where the shop turns it on and the programme takes points by phone") {
    OfflineRedeemer off{Json()};
    OfflineRedeemer code_only{lending(), Json()};
    for (auto* shop : {&off, &code_only}) {
        shop->known("+79990000103");
        shop->cloud.die();
        CHECK(shop->refusal("+79990000103") == "offline");
    }
}

TEST_CASE("a promise within the limits is printed at once, confirmed by replay, and the books agree") {
    OfflineRedeemer shop;
    const auto ann = shop.known("+79990000104");
    shop.cloud.die();
    const auto paid = shop.promise(ann.phone);
    CHECK(paid.at("status") == "confirmed");
    CHECK(paid.at("offline") == true);
    CHECK(paid.at("granted") == 50'000);
    CHECK_FALSE(paid.at("text").get<std::string>().empty());
    const auto footer = shop.till().say("print_requested", {{"receipt_id", shop.receipt()}, {"width", 40}});
    CHECK(footer.dump().find("will be confirmed when") != std::string::npos);
    CHECK(shop.till().status().at("queue").at("pending") == 1);
    shop.cloud.start();
    shop.till().wait_settled();
    const auto entry = shop.till().entries_of(shop.receipt()).at(0);
    CHECK(entry.at("state") == "confirmed");
    CHECK(entry.at("offline") == true);
    CHECK(entry.at("cloud_points") == -50'000);
    const auto verdict = shop.books();
    no_mismatch(verdict);
    CHECK(verdict.redeemed == tillpoints::Points(50'000));
    CHECK(verdict.offline_loss == tillpoints::Money());
}

TEST_CASE(
    "offline points are refused beyond each limit: of a receipt, a customer, the terminal, the balance") {
    OfflineRedeemer shop(lending({{"points_per_receipt", 30'000},
                                  {"points_per_customer_day", 40'000},
                                  {"points_per_terminal", 65'000}}));
    const auto ann = shop.known("+79990000105");
    const auto bob = shop.known("+79990000106");
    const auto cid = shop.known("+79990000107");
    shop.cloud.die();

    const auto offer = shop.ask(ann.phone, 99'999);
    CHECK(offer.at("granted") == 30'000);
    CHECK(offer.at("limited_by") == "offline_receipt_limit");
    CHECK(shop.pay(shop.receipt(), offer).at("granted") == 30'000);
    shop.print(offer);
    CHECK(shop.promise(ann.phone).at("granted") == 10'000);
    CHECK(shop.refusal(ann.phone) == "offline_customer_limit");
    CHECK(shop.promise(bob.phone).at("granted") == 25'000);
    CHECK(shop.refusal(cid.phone) == "offline_terminal_limit");
    CHECK(shop.refusal("+79990000108") == "offline_unknown");

    const auto summary = shop.till().say("shift_closed", {{"shift", "17"}}).at("summary");
    CHECK(summary.at("refused") ==
          Json{{"offline_customer_limit", 1}, {"offline_terminal_limit", 1}, {"offline_unknown", 1}});

    shop.cloud.start();
    shop.till().wait_settled();
    no_mismatch(shop.books());
    shop.cloud.die();
    CHECK(shop.promise(cid.phone).at("granted") == 30'000);
    shop.cloud.start();
    shop.till().wait_settled();
    no_mismatch(shop.books());
}

TEST_CASE("an offer made before another receipt used the limit up is refused at payment, at full price") {
    OfflineRedeemer shop(lending({{"points_per_terminal", 50'000}}));
    const auto ann = shop.known("+79990000109");
    const auto bob = shop.known("+79990000110");
    shop.cloud.die();
    const auto offer = shop.ask(ann.phone);
    const auto waiting = shop.receipt();
    CHECK(shop.promise(bob.phone).at("granted") == 50'000);
    const auto refused = shop.pay(waiting, offer);
    CHECK(refused.at("status") == "refused");
    CHECK(refused.at("reason") == "offline_terminal_limit");
    CHECK(refused.at("total") == Shop::cart_total);
}

TEST_CASE("kill -9 right after the promise resets no limit: the counts stand in the commit of the promise") {
    OfflineRedeemer shop(lending({{"points_per_customer_day", 50'000}}));
    const auto ann = shop.known("+79990000111");
    shop.cloud.die();
    const auto offer = shop.ask(ann.phone);
    CHECK(shop.pay(shop.receipt(), offer).at("status") == "confirmed");
    // The files as the process leaves them when it is killed here.
    const std::string copied = shop.data_directory() + "-killed";
    std::filesystem::copy(shop.data_directory(), copied);
    const auto revived = shop.another_till("plugin-killed");
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

TEST_CASE(
    "a promise waits for its receipt: taken back before the print nothing is sent and the limit is free "
    "again") {
    OfflineRedeemer shop(lending({{"points_per_customer_day", 50'000}}));
    const auto ann = shop.known("+79990000112");
    shop.cloud.die();
    const auto offer = shop.ask(ann.phone);
    CHECK(shop.pay(shop.receipt(), offer).at("offline") == true);
    CHECK(shop.pay(shop.receipt(), offer).at("offline") == true);
    shop.cloud.start();
    shop.wait_online();
    CHECK(shop.till().entries_of(shop.receipt()).at(0).at("state") == "pending");
    CHECK(shop.till().say("payment_abandoned", {{"receipt_id", shop.receipt()}}).at("show_code_again") ==
          false);
    shop.cancel(shop.receipt());
    shop.till().wait_settled();
    CHECK(shop.till().entries_of(shop.receipt()).at(0).at("state") == "withdrawn");
    CHECK(shop.cloud.ledger().at("operations").empty());
    shop.cloud.die();
    CHECK(shop.promise(ann.phone).at("granted") == 50'000);
}

TEST_CASE(
    "a promise the cloud refuses is parked with its loss, what was paid is awarded, and the books agree") {
    OfflineRedeemer shop;
    const auto ann = shop.known("+79990000113");
    shop.cloud.die();
    CHECK(shop.promise(ann.phone).at("granted") == 50'000);
    const auto promised = shop.receipt();
    shop.stop_plugin();
    shop.cloud.start();
    shop.spend_elsewhere(ann.phone);
    shop.restart_plugin();
    shop.till().wait_settled();

    const auto entries = shop.till().entries_of(promised);
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].at("state") == "parked");
    CHECK(entries[0].at("parking").at("reason") == "insufficient_funds");
    CHECK(entries[0].at("parking").at("loss") == 50'000);
    CHECK(entries[1].at("state") == "confirmed");
    CHECK(entries[1].at("number") == promised + "/2");
    CHECK(entries[1].at("total") == Shop::cart_total - 50'000);
    CHECK(entries[1].at("points") == 0);
    const auto verdict = shop.books();
    no_mismatch(verdict);
    CHECK(verdict.offline_loss == tillpoints::Money(50'000));
    CHECK(verdict.parked == std::map<std::string, std::int64_t>{{"insufficient_funds", 1}});

    // The goods come back: their share of what was paid, against the award.
    shop.take_back("return-1", promised, shop.printed_lines(promised));
    shop.till().wait_settled();
    CHECK(shop.till().entries_of("return-1").at(0).at("state") == "confirmed");
    const auto ledger = shop.cloud.ledger();
    const auto reversal = std::find_if(ledger.at("operations").begin(), ledger.at("operations").end(),
                                       [](const Json& it) { return it.at("state") == "REVERSAL"; });
    REQUIRE(reversal != ledger.at("operations").end());
    CHECK(reversal->at("origin") == entries[1].at("operation"));
    CHECK(reversal->at("points") == 0);
}
