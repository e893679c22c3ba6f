#include <catch2/catch.hpp>

#include "offline_redeemer.hpp"

/// A plastic card while the cloud is out of reach, in a programme that takes no points by phone.
using namespace tillpoints::test;
using namespace std::chrono_literals;

namespace {

const Json no_points_by_phone{{"use_points_by_phone", false}};

/// What the shop lends, in a programme that takes points by card or code only.
class CardRedeemer : public OfflineRedeemer {
  public:
    explicit CardRedeemer(const Json& limits = Json::object(), std::vector<std::string> switches = {})
        : OfflineRedeemer(lending(limits), no_points_by_phone, std::move(switches)) {}

    void everything_agrees() {
        cloud.start();
        till().wait_settled();
        no_mismatch(books());
    }
};

}  // namespace

TEST_CASE(
    "a card is lent on offline where a phone is not, confirmed by replay whatever the cloud does, and the "
    "books agree") {
    const auto switches =
        GENERATE(values<std::vector<std::string>>({{},
                                                   {"order=oldest"},
                                                   {"late_commit_next=1", "late_commit_ms=500"},
                                                   {"error_after_next=1", "repeated_nonce=409"}}));
    CardRedeemer shop(Json::object(), switches);
    const auto card = shop.known_by_card("+79990000301");
    shop.known("+79990000302");
    shop.cloud.die();
    CHECK(shop.refusal("+79990000302") == "offline");
    const auto paid = shop.promise(card);
    CHECK(paid.at("status") == "confirmed");
    CHECK(paid.at("offline") == true);
    CHECK(paid.at("granted") == 50'000);
    CHECK(shop.presented().at("customer").at("points") == 50'000);
    shop.everything_agrees();
    const auto entry = shop.till().entries_of(shop.receipt()).at(0);
    CHECK(entry.at("state") == "confirmed");
    CHECK(entry.at("cloud_points") == -50'000);
    CHECK(shop.cloud.ledger().at("operations").size() == 1);
}

TEST_CASE("a card is lent no more on one receipt than the shop allows") {
    CardRedeemer shop(Json{{"points_per_receipt", 30'000}});
    const auto card = shop.known_by_card("+79990000304");
    shop.cloud.die();
    const auto offer = shop.ask(card);
    CHECK(offer.at("granted") == 30'000);
    CHECK(offer.at("limited_by") == "offline_receipt_limit");
    CHECK(shop.pay(shop.receipt(), offer).at("granted") == 30'000);
    shop.print(offer);
    CHECK(shop.promise(card).at("granted") == 20'000);
    CHECK(shop.refusal(card) == "offline_no_points");
    shop.everything_agrees();
}

TEST_CASE("a card's customer is lent no more in a day than the shop allows, and a restart forgets nothing") {
    CardRedeemer shop(Json{{"points_per_customer_day", 20'000}});
    const auto card = shop.known_by_card("+79990000305");
    const auto other = shop.known_by_card("+79990000306");
    shop.cloud.die();
    CHECK(shop.promise(card).at("granted") == 20'000);
    CHECK(shop.refusal(card) == "offline_customer_limit");
    shop.restart_plugin();
    CHECK(shop.refusal(card) == "offline_customer_limit");
    CHECK(shop.promise(other).at("granted") == 20'000);
    shop.everything_agrees();
    shop.cloud.die();
    CHECK(shop.refusal(card) == "offline_customer_limit");  // what the cloud has taken counts in the day too
}

TEST_CASE(
    "all cards together are lent no more at one terminal than the shop allows, until the cloud has "
    "answered") {
    CardRedeemer shop(Json{{"points_per_terminal", 60'000}});
    const auto card = shop.known_by_card("+79990000307");
    const auto other = shop.known_by_card("+79990000308");
    shop.cloud.die();
    CHECK(shop.promise(card).at("granted") == 50'000);
    CHECK(shop.promise(other).at("granted") == 10'000);
    CHECK(shop.refusal(other) == "offline_terminal_limit");
    shop.everything_agrees();
    shop.cloud.die();
    CHECK(shop.promise(other).at("granted") == 40'000);
    shop.everything_agrees();
}

TEST_CASE("nothing is lent on a card whose balance was told too long ago") {
    CardRedeemer shop(Json{{"oldest_balance_hours", 24}});
    const auto card = shop.known_by_card("+79990000309");
    shop.cloud.pass(25h);
    shop.known_by_card("+79990000310");  // the till hears what time it is
    shop.cloud.die();
    CHECK(shop.refusal(card) == "offline_old_balance");
    CHECK(shop.till().entries_of(shop.receipt()).empty());
}

TEST_CASE("a card that was never seen here names no customer offline, and nothing is lent on it") {
    CardRedeemer shop;
    const auto unseen = shop.cloud.card_of(shop.cloud.join("+79990000311"));
    shop.cloud.die();
    CHECK(shop.refusal({"card", unseen}) == "no_customer");
}

TEST_CASE("a card's promise the cloud refuses is parked with its loss, and what was paid is awarded") {
    CardRedeemer shop;
    const auto card = shop.known_by_card("+79990000312");
    shop.cloud.die();
    CHECK(shop.promise(card).at("granted") == 50'000);
    const auto promised = shop.receipt();
    shop.stop_plugin();
    shop.cloud.start();
    shop.spend_elsewhere(card);
    shop.restart_plugin();
    shop.till().wait_settled();
    const auto entries = shop.till().entries_of(promised);
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].at("state") == "parked");
    CHECK(entries[0].at("parking").at("reason") == "insufficient_funds");
    CHECK(entries[0].at("parking").at("loss") == 50'000);
    CHECK(entries[1].at("state") == "confirmed");
    CHECK(entries[1].at("total") == Shop::cart_total - 50'000);
    CHECK(entries[1].at("points") == 0);
    const auto verdict = shop.books();
    no_mismatch(verdict);
    CHECK(verdict.offline_loss == tillpoints::Money(50'000));
}
