#include <catch2/catch.hpp>

#include "offline_redeemer.hpp"

/// Plastic cards while the cloud is unreachable, in a programme that takes no points by phone.
using namespace tillpoints::test;
using namespace std::chrono_literals;

namespace {

const Json no_points_by_phone{{"use_points_by_phone", false}};

/// The limits of offline redemption, in a programme that takes points by card or code only.
class CardRedeemer : public OfflineRedeemer {
  public:
    explicit CardRedeemer(const Json& limits = Json::object(), std::vector<std::string> switches = {})
        : OfflineRedeemer(offline_config(limits), no_points_by_phone, std::move(switches)) {}

    void everything_agrees() {
        cloud.start();
        host().wait_settled();
        expect_no_mismatch(compare_records());
    }
};

}  // namespace

TEST_CASE(
    "offline, a card can redeem where a phone cannot; replay confirms the redemption and the records agree") {
    const auto switches =
        GENERATE(values<std::vector<std::string>>({{},
                                                   {"order=oldest"},
                                                   {"late_commit_next=1", "late_commit_ms=500"},
                                                   {"error_after_next=1", "repeated_nonce=409"}}));
    CardRedeemer shop(Json::object(), switches);
    const auto card = shop.card_seen_online("+79990000301");
    shop.seen_online("+79990000302");
    shop.cloud.kill();
    CHECK(shop.refusal("+79990000302") == "offline");
    const auto paid = shop.redeem_offline(card);
    CHECK(paid.at("status") == "confirmed");
    CHECK(paid.at("offline") == true);
    CHECK(paid.at("granted") == 50'000);
    CHECK(shop.presented().at("customer").at("points") == 50'000);
    shop.everything_agrees();
    const auto entry = shop.host().entries_of(shop.receipt()).at(0);
    CHECK(entry.at("state") == "confirmed");
    CHECK(entry.at("cloud_points") == -50'000);
    CHECK(shop.cloud.ledger().at("operations").size() == 1);
}

TEST_CASE("an offline redemption by card stays within the shop's limit for one receipt") {
    CardRedeemer shop(Json{{"points_per_receipt", 30'000}});
    const auto card = shop.card_seen_online("+79990000304");
    shop.cloud.kill();
    const auto offer = shop.ask(card);
    CHECK(offer.at("granted") == 30'000);
    CHECK(offer.at("limited_by") == "offline_receipt_limit");
    CHECK(shop.pay(shop.receipt(), offer).at("granted") == 30'000);
    shop.print(offer);
    CHECK(shop.redeem_offline(card).at("granted") == 20'000);
    CHECK(shop.refusal(card) == "offline_no_points");
    shop.everything_agrees();
}

TEST_CASE("offline redemptions of one customer stay within the shop's daily limit, also after a restart") {
    CardRedeemer shop(Json{{"points_per_customer_day", 20'000}});
    const auto card = shop.card_seen_online("+79990000305");
    const auto other = shop.card_seen_online("+79990000306");
    shop.cloud.kill();
    CHECK(shop.redeem_offline(card).at("granted") == 20'000);
    CHECK(shop.refusal(card) == "offline_customer_limit");
    shop.restart_plugin();
    CHECK(shop.refusal(card) == "offline_customer_limit");
    CHECK(shop.redeem_offline(other).at("granted") == 20'000);
    shop.everything_agrees();
    shop.cloud.kill();
    CHECK(shop.refusal(card) == "offline_customer_limit");  // confirmed redemptions count in the day too
}

TEST_CASE(
    "offline redemptions at one terminal stay within the shop's limit until the cloud has answered for "
    "them") {
    CardRedeemer shop(Json{{"points_per_terminal", 60'000}});
    const auto card = shop.card_seen_online("+79990000307");
    const auto other = shop.card_seen_online("+79990000308");
    shop.cloud.kill();
    CHECK(shop.redeem_offline(card).at("granted") == 50'000);
    CHECK(shop.redeem_offline(other).at("granted") == 10'000);
    CHECK(shop.refusal(other) == "offline_terminal_limit");
    shop.everything_agrees();
    shop.cloud.kill();
    CHECK(shop.redeem_offline(other).at("granted") == 40'000);
    shop.everything_agrees();
}

TEST_CASE("an offline redemption is refused when the remembered balance is too old") {
    CardRedeemer shop(Json{{"oldest_balance_hours", 24}});
    const auto card = shop.card_seen_online("+79990000309");
    shop.cloud.advance_time(25h);
    shop.card_seen_online("+79990000310");  // the plugin learns the cloud's time
    shop.cloud.kill();
    CHECK(shop.refusal(card) == "offline_old_balance");
    CHECK(shop.host().entries_of(shop.receipt()).empty());
}

TEST_CASE("offline, a card never seen at this terminal identifies no customer and redeems nothing") {
    CardRedeemer shop;
    const auto unseen = shop.cloud.card_of(shop.cloud.register_customer("+79990000311"));
    shop.cloud.kill();
    CHECK(shop.refusal({"card", unseen}) == "no_customer");
}

TEST_CASE(
    "an offline redemption by card that the cloud refuses is parked with its loss, and the purchase is "
    "awarded for what was paid") {
    CardRedeemer shop;
    const auto card = shop.card_seen_online("+79990000312");
    shop.cloud.kill();
    CHECK(shop.redeem_offline(card).at("granted") == 50'000);
    const auto redeemed = shop.receipt();
    shop.stop_plugin();
    shop.cloud.start();
    shop.redeem_at_another_register(card);
    shop.restart_plugin();
    shop.host().wait_settled();
    const auto entries = shop.host().entries_of(redeemed);
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].at("state") == "parked");
    CHECK(entries[0].at("parking").at("reason") == "insufficient_funds");
    CHECK(entries[0].at("parking").at("loss") == 50'000);
    CHECK(entries[1].at("state") == "confirmed");
    CHECK(entries[1].at("total") == Shop::cart_total - 50'000);
    CHECK(entries[1].at("points") == 0);
    const auto verdict = shop.compare_records();
    expect_no_mismatch(verdict);
    CHECK(verdict.offline_loss == tillpoints::Money(50'000));
}
