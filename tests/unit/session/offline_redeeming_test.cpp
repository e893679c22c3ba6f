#include <catch2/catch.hpp>

#include "till.hpp"

/// Points spent while the cloud is out of reach, on the shop's credit.
namespace tillpoints::session {
namespace {

Till lender(std::int64_t per_receipt = 50'000) {
    return sell().scan("a", 100'000).lending(per_receipt).remembers(Points(40'000)).offline();
}

Till promised(std::int64_t per_receipt = 30'000) {
    return lender(per_receipt).present_phone().ask_discount().start_payment();
}

const limits::Changes& entered(const Till& till) {
    REQUIRE(till.did<UpdateLimits>());
    return till.did<UpdateLimits>()->changes;
}

}  // namespace

TEST_CASE("offline a customer who is remembered is told with tier, points and the time they are from") {
    Till till = lender().present_phone();
    CHECK(till.status() == "offline");
    CHECK(till.flag("will_award"));
    const Json& customer = *till.reply().find("customer");
    CHECK(*customer.find("tier")->string() == "Gold");
    CHECK(*customer.find("as_of")->string() == to_text(noon));
    CHECK(till.text("text").find("limit") == std::string::npos);  // the fixture's language is Russian
    CHECK(till.session().customer->uid == CustomerUid("ann"));
}

TEST_CASE("a remembered balance too old to be shown still tells whom to award") {
    Till till = lender();
    till.now = noon + till.config.offline.memory.show_balance + 1h;
    till.present_phone();
    CHECK_FALSE(till.reply().find("customer"));
    till.close_at_full_price();
    CHECK(std::holds_alternative<loyalty::ByUid>(till.operation().who));
}

TEST_CASE("offline an app code stays what it is: nothing is remembered by it and nothing lent") {
    Till till = lender().remembers(Points(40'000), "123456").present_code();
    CHECK_FALSE(till.flag("will_award"));
    CHECK(till.ask_discount().text("reason") == "no_customer");
}

TEST_CASE("an offer made offline is bounded, says so, and redeems nothing yet") {
    Till till = lender(30'000).present_phone().ask_discount();
    CHECK(till.status() == "granted");
    CHECK(till.number("granted") == 30'000);
    CHECK(till.flag("offline"));
    CHECK_FALSE(till.flag("committed"));
    CHECK(till.text("limited_by") == "offline_receipt_limit");
    CHECK(till.number("cashback") == 0);
    CHECK_FALSE(till.text("text").empty());
    CHECK_FALSE(till.did<StoreEntry>());
}

TEST_CASE("an offer made offline and paid when the cloud is back is an ordinary redemption, and says so") {
    Till till = lender().present_phone().ask_discount().online().start_payment();
    CHECK(till.did<StoreEntry>()->awaited);
    CHECK_FALSE(offline_redemption_of(till.entry()));
    till.confirms();
    CHECK(till.status() == "confirmed");
    CHECK_FALSE(till.flag("offline"));
    till.ask_discount();
    CHECK(till.flag("committed"));
    CHECK_FALSE(till.flag("offline"));
}

TEST_CASE("a promise is one step: the fact, its count and the answer, and the receipt waits for nobody") {
    Till till = promised();
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
    CHECK(entered(till).promised.front().points == Points(30'000));
    CHECK(till.limits_state.standing("key", noon).terminal_open == Points(30'000));
}

TEST_CASE("a payment said again while a promise stands is answered again and promises nothing more") {
    Till till = promised();
    const auto first = dump(till.reply());
    till.start_payment();
    CHECK(dump(till.reply()) == first);
    CHECK_FALSE(till.did<StoreEntry>());
    CHECK(till.limits_state.standing("key", noon).terminal_open == Points(30'000));
}

TEST_CASE("a host without an event before printing gets the promise with the discount") {
    Till till = lender(30'000).commit_host().present_phone().ask_discount();
    CHECK(till.flag("committed"));
    CHECK(till.flag("offline"));
    CHECK(till.did<StoreEntry>());
    const auto first = till.number("granted");
    CHECK(till.ask_discount().number("granted") == first);
    CHECK_FALSE(till.did<StoreEntry>());
}

TEST_CASE("a changed cart takes a promise back at once and gets another, without waiting for a settlement") {
    Till till = lender(30'000).commit_host().present_phone().ask_discount();
    till.scan("b", 5'000).ask_discount();
    CHECK(till.status() == "granted");
    CHECK(till.did<WithdrawEntry>()->entry == EntryId("r/1"));
    CHECK(till.entry().id == EntryId("r/2"));
    CHECK(till.limits_state.standing("key", noon).terminal_open == Points(30'000));
    CHECK_FALSE(till.session().settling.has_value());
}

TEST_CASE("a printed promise is marked so, and the register told stored, not confirmed") {
    Till till = promised();
    till.close_as_quoted();
    CHECK(till.status() == "stored");
    CHECK(till.did<MarkPrinted>()->entry == EntryId("r/1"));
    CHECK_FALSE(till.did<StoreEntry>());
    CHECK(till.did<RecordReceipt>()->redeemed == Points(30'000));
    CHECK(till.did<RecordReceipt>()->promised == Points());
}

TEST_CASE(
    "rule 9: a promise that was not printed is taken back and the full price awarded, waiting for nothing") {
    Till till = promised();
    till.close_at_full_price();
    CHECK(till.did<WithdrawEntry>()->entry == EntryId("r/1"));
    CHECK(till.entry().id == EntryId("r/2"));
    CHECK_FALSE(till.entry().after.has_value());
    CHECK(till.operation().total == Money(100'000));
    CHECK(till.limits_state.standing("key", noon).terminal_open == Points());
}

TEST_CASE("abandoning or cancelling a promise frees the limits and asks for no code") {
    Till gone_back = promised().abandon();
    CHECK(gone_back.did<WithdrawEntry>());
    CHECK_FALSE(gone_back.flag("show_code_again"));
    CHECK(gone_back.limits_state.standing("key", noon).customer_today == Points());
    CHECK(gone_back.ask_discount().status() == "granted");
    CHECK(promised().cancel().limits_state.standing("key", noon).terminal_open == Points());
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
        CHECK(till.limits_state.refusals("17") == std::vector<std::pair<Reason, std::int64_t>>{{reason, 1}});
    };
    const auto with_offline_redemption = [](const char* customer, std::int64_t points) {
        Till till = lender();
        till.limits_state.apply({{}, {}, {{EntryId("x/1"), customer, 0, Points(points), false}}, {}, {}},
                                noon);
        return till;
    };
    refused(sell().scan("a", 100'000).lending().offline(), Reason::offline_unknown);
    refused(sell().scan("a", 100'000).lending().remembers(Points()).offline(), Reason::offline_no_points);
    Till spent_today = with_offline_redemption("key", 50'000);
    spent_today.limits_state.apply({{}, {}, {}, {}, {EntryId("x/1")}}, noon);
    refused(spent_today, Reason::offline_customer_limit);
    refused(with_offline_redemption("bob", 500'000), Reason::offline_terminal_limit);
    Till old = lender();
    old.now = noon + 25h;
    refused(old, Reason::offline_old_balance);
}

TEST_CASE("an offer that another receipt has overtaken is refused at payment with the limit's reason") {
    Till till = lender().present_phone().ask_discount();
    till.limits_state.apply({{}, {}, {{EntryId("x/1"), "key", 0, Points(30'000), false}}, {}, {}}, noon);
    till.start_payment();
    CHECK(till.text("reason") == "offline_no_points");
    CHECK_FALSE(till.did<StoreEntry>());
    CHECK(till.limits_state.standing("key", noon).terminal_open == Points(30'000));
}

TEST_CASE(
    "nothing is lent where shop or programme do not allow it: off, no points by phone, unknown, percent") {
    const auto how = GENERATE(0, 1, 2, 3);
    Till till = lender();
    if (how == 0) till.config.offline.redemption.enabled = false;
    if (how == 1) till.settings.use_points_by_phone = false;
    if (how == 2) till.settings.policy = loyalty::DiscountPolicy::apply_discount;
    if (how == 3) till.present(till::PresentedBy::certificate, "c");
    if (how != 3) till.present_phone();
    CHECK(till.ask_discount().status() == "refused");
    CHECK_FALSE(till.did<UpdateLimits>());
}

TEST_CASE("a static card is lent on without points by phone") {
    Till till = lender().remembers(Points(40'000), "card-1");
    till.settings.use_points_by_phone = false;
    till.present(till::PresentedBy::card, "card-1").ask_discount().start_payment();
    CHECK(till.flag("offline"));
    CHECK(std::holds_alternative<loyalty::ByCode>(till.operation().who));
}

TEST_CASE("an offer made offline is redeemed in the cloud when that is back before the payment") {
    Till till = lender().present_phone().ask_discount().online().start_payment();
    CHECK(till.did<StoreEntry>()->awaited);
    CHECK_FALSE(offline_redemption_of(till.entry()));
    CHECK(till.confirms().status() == "confirmed");
}

TEST_CASE("an offer made online is lent on when the cloud is gone at the payment") {
    Till till = lender().online().present_phone().finds(Points(40'000)).ask_discount().limits(Points(30'000));
    till.offline().start_payment();
    CHECK(till.flag("offline"));
    CHECK(till.number("granted") == 30'000);
}

TEST_CASE("the receipt of a promise says that the points used are to be confirmed, without a balance") {
    Till till = promised().print();
    const auto lines = dump(*till.reply().find("lines"));
    CHECK(lines.find("Списано баллов") != std::string::npos);
    CHECK(lines.find("подтвержд") != std::string::npos);
    CHECK(lines.find("Баланс") == std::string::npos);
}

TEST_CASE("rule 1: nothing is lent while an attempt before is not settled") {
    Till till = lender().online().present_phone().finds(Points(40'000)).ask_discount().limits(Points(30'000));
    till.start_payment().deadline();
    CHECK(till.offline().ask_discount().text("reason") == "settling");
}

}  // namespace tillpoints::session
