#include <catch2/catch.hpp>

#include "till.hpp"

/// Redeeming while the cloud is out of reach, within the shop's limits.
namespace tillpoints::session {
namespace {

Till offline_till(std::int64_t per_receipt = 50'000) {
    return sell().scan("a", 100'000).redeems_offline(per_receipt).caches(Points(40'000)).offline();
}

Till redeemed_offline(std::int64_t per_receipt = 30'000) {
    return offline_till(per_receipt).present_phone().ask_discount().start_payment();
}

const limits::Changes& entered(const Till& till) {
    REQUIRE(till.did<UpdateLimits>());
    return till.did<UpdateLimits>()->changes;
}

}  // namespace

TEST_CASE("offline the reply for a cached customer states tier, points and the time they are from") {
    Till till = offline_till().present_phone();
    CHECK(till.status() == "offline");
    CHECK(till.flag("will_award"));
    const Json& customer = *till.reply().find("customer");
    CHECK(*customer.find("tier")->string() == "Gold");
    CHECK(*customer.find("as_of")->string() == to_text(noon));
    CHECK(till.text("text").find("limit") == std::string::npos);  // the fixture's language is Russian
    CHECK(till.session().customer->uid == CustomerUid("ann"));
}

TEST_CASE("a cached balance that is too old to be shown still identifies the customer to award") {
    Till till = offline_till();
    till.now = noon + till.config.offline.memory.show_balance + 1h;
    till.present_phone();
    CHECK_FALSE(till.reply().find("customer"));
    till.close_at_full_price();
    CHECK(std::holds_alternative<loyalty::ByUid>(till.operation().who));
}

TEST_CASE("offline an app code finds no cached customer and redeems nothing") {
    Till till = offline_till().caches(Points(40'000), "123456").present_code();
    CHECK_FALSE(till.flag("will_award"));
    CHECK(till.ask_discount().text("reason") == "no_customer");
}

TEST_CASE("a quote made offline keeps to the limits, says that it is offline, and redeems nothing yet") {
    Till till = offline_till(30'000).present_phone().ask_discount();
    CHECK(till.status() == "granted");
    CHECK(till.number("granted") == 30'000);
    CHECK(till.flag("offline"));
    CHECK_FALSE(till.flag("committed"));
    CHECK(till.text("limited_by") == "offline_receipt_limit");
    CHECK(till.number("cashback") == 0);
    CHECK_FALSE(till.text("text").empty());
    CHECK_FALSE(till.did<StoreEntry>());
}

TEST_CASE(
    "a quote made offline but paid online is an ordinary redemption, and the reply is not marked offline") {
    Till till = offline_till().present_phone().ask_discount().online().start_payment();
    CHECK(till.did<StoreEntry>()->awaited);
    CHECK_FALSE(offline_redemption_of(till.entry()));
    till.confirms();
    CHECK(till.status() == "confirmed");
    CHECK_FALSE(till.flag("offline"));
    till.ask_discount();
    CHECK(till.flag("committed"));
    CHECK_FALSE(till.flag("offline"));
}

TEST_CASE(
    "an offline redemption is stored, counted and confirmed in one step without waiting for the cloud") {
    Till till = redeemed_offline();
    CHECK(till.status() == "confirmed");
    CHECK(till.flag("offline"));
    CHECK(till.number("granted") == 30'000);
    CHECK(till.entry().id == EntryId("r/1"));
    CHECK_FALSE(till.did<StoreEntry>()->awaited);
    CHECK(till.operation().points == Points(30'000));
    CHECK(till.operation().total == Money(100'000));
    CHECK(till.operation().cash == Money(70'000));
    CHECK(std::holds_alternative<loyalty::ByPhone>(till.operation().who));
    CHECK(offline_redemption_of(till.entry())->award_to ==
          loyalty::Identity(loyalty::ByUid{CustomerUid("ann")}));
    CHECK(entered(till).redeemed.front().points == Points(30'000));
    CHECK(till.limits_state.offline_redemptions().exposure("key", noon).terminal_open == Points(30'000));
}

TEST_CASE(
    "a repeated payment_started of an offline redemption gets the same reply and redeems nothing more") {
    Till till = redeemed_offline();
    const auto first = dump(till.reply());
    till.start_payment();
    CHECK(dump(till.reply()) == first);
    CHECK_FALSE(till.did<StoreEntry>());
    CHECK(till.limits_state.offline_redemptions().exposure("key", noon).terminal_open == Points(30'000));
}

TEST_CASE("a host without a payment event gets the offline redemption with the discount") {
    Till till = offline_till(30'000).commit_host().present_phone().ask_discount();
    CHECK(till.flag("committed"));
    CHECK(till.flag("offline"));
    CHECK(till.did<StoreEntry>());
    const auto first = till.number("granted");
    CHECK(till.ask_discount().number("granted") == first);
    CHECK_FALSE(till.did<StoreEntry>());
}

TEST_CASE(
    "a changed cart replaces the offline redemption at once, because an unsent one needs no settlement") {
    Till till = offline_till(30'000).commit_host().present_phone().ask_discount();
    till.scan("b", 5'000).ask_discount();
    CHECK(till.status() == "granted");
    CHECK(till.did<WithdrawEntry>()->entry == EntryId("r/1"));
    CHECK(till.entry().id == EntryId("r/2"));
    CHECK(till.limits_state.offline_redemptions().exposure("key", noon).terminal_open == Points(30'000));
    CHECK_FALSE(till.session().settling.has_value());
}

TEST_CASE("a printed offline redemption is marked as printed, and the reply is stored, not confirmed") {
    Till till = redeemed_offline();
    till.close_as_quoted();
    CHECK(till.status() == "stored");
    CHECK(till.did<MarkPrinted>()->entry == EntryId("r/1"));
    CHECK_FALSE(till.did<StoreEntry>());
    CHECK(till.did<RecordReceipt>()->redeemed == Points(30'000));
    CHECK(till.did<RecordReceipt>()->expected_award == Points());
}

TEST_CASE(
    "rule 9: an offline redemption that was not printed is withdrawn and the full price awarded without "
    "waiting") {
    Till till = redeemed_offline();
    till.close_at_full_price();
    CHECK(till.did<WithdrawEntry>()->entry == EntryId("r/1"));
    CHECK(till.entry().id == EntryId("r/2"));
    CHECK_FALSE(till.entry().after.has_value());
    CHECK(till.operation().total == Money(100'000));
    CHECK(till.limits_state.offline_redemptions().exposure("key", noon).terminal_open == Points());
}

TEST_CASE("abandoning or cancelling an offline redemption frees the limits and asks for no new code") {
    Till gone_back = redeemed_offline().abandon();
    CHECK(gone_back.did<WithdrawEntry>());
    CHECK_FALSE(gone_back.flag("show_code_again"));
    CHECK(gone_back.limits_state.offline_redemptions().exposure("key", noon).customer_today == Points());
    CHECK(gone_back.ask_discount().status() == "granted");
    CHECK(
        redeemed_offline().cancel().limits_state.offline_redemptions().exposure("key", noon).terminal_open ==
        Points());
}

TEST_CASE(
    "offline every limit refuses with its reason and sentence, and the refusal is counted for the shift") {
    using limits::Reason;
    const auto refused = [](Till till, Reason reason) {
        till.present_phone().ask_discount();
        CHECK(till.status() == "refused");
        CHECK(till.text("reason") == limits::name_of(reason));
        CHECK_FALSE(till.text("text").empty());
        CHECK(till.number("total") == 100'000);
        CHECK(till.limits_state.counters().refusals("17") ==
              std::vector<std::pair<Reason, std::int64_t>>{{reason, 1}});
    };
    const auto with_offline_redemption = [](const char* customer, std::int64_t points) {
        Till till = offline_till();
        till.limits_state.apply({.redeemed = {{EntryId("x/1"), customer, 0, Points(points), false}}}, noon);
        return till;
    };
    refused(sell().scan("a", 100'000).redeems_offline().offline(), Reason::offline_unknown);
    refused(sell().scan("a", 100'000).redeems_offline().caches(Points()).offline(),
            Reason::offline_no_points);
    Till spent_today = with_offline_redemption("key", 50'000);
    spent_today.limits_state.apply({.settled = {EntryId("x/1")}}, noon);
    refused(spent_today, Reason::offline_customer_limit);
    refused(with_offline_redemption("bob", 500'000), Reason::offline_terminal_limit);
    Till old = offline_till();
    old.now = noon + 25h;
    refused(old, Reason::offline_old_balance);
}

TEST_CASE(
    "if another receipt used up the limit after the quote, the payment is refused with the limit's reason") {
    Till till = offline_till().present_phone().ask_discount();
    till.limits_state.apply({.redeemed = {{EntryId("x/1"), "key", 0, Points(30'000), false}}}, noon);
    till.start_payment();
    CHECK(till.text("reason") == "offline_no_points");
    CHECK_FALSE(till.did<StoreEntry>());
    CHECK(till.limits_state.offline_redemptions().exposure("key", noon).terminal_open == Points(30'000));
}

TEST_CASE(
    "nothing is redeemed offline if the setting is off, or the programme forbids points by phone or gives a "
    "percentage") {
    const auto how = GENERATE(0, 1, 2, 3);
    Till till = offline_till();
    if (how == 0) till.config.offline.redemption.enabled = false;
    if (how == 1) till.settings.use_points_by_phone = false;
    if (how == 2) till.settings.policy = loyalty::DiscountPolicy::apply_discount;
    if (how == 3) till.present(till::PresentedBy::certificate, "c");
    if (how != 3) till.present_phone();
    CHECK(till.ask_discount().status() == "refused");
    CHECK_FALSE(till.did<UpdateLimits>());
}

TEST_CASE("a static card redeems offline even if points by phone are not allowed") {
    Till till = offline_till().caches(Points(40'000), "card-1");
    till.settings.use_points_by_phone = false;
    till.present(till::PresentedBy::card, "card-1").ask_discount().start_payment();
    CHECK(till.flag("offline"));
    CHECK(std::holds_alternative<loyalty::ByCode>(till.operation().who));
}

TEST_CASE("a quote made offline is redeemed in the cloud if that is back before the payment") {
    Till till = offline_till().present_phone().ask_discount().online().start_payment();
    CHECK(till.did<StoreEntry>()->awaited);
    CHECK_FALSE(offline_redemption_of(till.entry()));
    CHECK(till.confirms().status() == "confirmed");
}

TEST_CASE("a quote made online is redeemed offline if the cloud is out of reach at the payment") {
    Till till =
        offline_till().online().present_phone().finds(Points(40'000)).ask_discount().limits(Points(30'000));
    till.offline().start_payment();
    CHECK(till.flag("offline"));
    CHECK(till.number("granted") == 30'000);
}

TEST_CASE(
    "the receipt of an offline redemption says that the points are yet to be confirmed, and shows no "
    "balance") {
    Till till = redeemed_offline().print();
    const auto lines = dump(*till.reply().find("lines"));
    CHECK(lines.find("Списано баллов") != std::string::npos);
    CHECK(lines.find("подтвержд") != std::string::npos);
    CHECK(lines.find("Баланс") == std::string::npos);
}

TEST_CASE("rule 1: nothing is redeemed offline while an earlier attempt is not settled") {
    Till till =
        offline_till().online().present_phone().finds(Points(40'000)).ask_discount().limits(Points(30'000));
    till.start_payment().deadline();
    CHECK(till.offline().ask_discount().text("reason") == "settling");
}

}  // namespace tillpoints::session
