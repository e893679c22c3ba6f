#include <catch2/catch.hpp>

#include "till.hpp"

/// A redemption is an entry whose confirmation the receipt waits for.
namespace tillpoints::session {
namespace {

Till offered(std::int64_t most = 30'000) {
    return sell().scan("a", 100'000).present_code().finds().ask_discount().limits(Points(most));
}

}  // namespace

TEST_CASE("the redemption is stored first, and the event is answered when the cloud confirms it") {
    Till till = offered().start_payment();
    CHECK(till.did<StoreEntry>()->awaited);
    CHECK_FALSE(till.answered());
    CHECK(till.entry().id == EntryId("r/1"));
    CHECK(till.operation().who == loyalty::Identity(loyalty::ByCode{"123456"}));
    CHECK(till.operation().points == Points(30'000));
    CHECK(till.operation().total == Money(100'000));
    CHECK(till.operation().cash == Money(70'000));
    CHECK(till.operation().cashier->external_id == "c_1");
    till.confirms();
    CHECK(till.status() == "confirmed");
    CHECK(till.number("granted") == 30'000);
    CHECK(till.text("number") == "r/1");
}

TEST_CASE(
    "a host without a payment event redeems with the discount, and the same cart gets the same answer") {
    Till till =
        sell().commit_host().scan("a", 100'000).present_code().finds().ask_discount().limits(Points(30'000));
    CHECK_FALSE(till.answered());
    CHECK(till.confirms().status() == "granted");
    CHECK(till.flag("committed"));
    const auto first = dump(till.reply());
    CHECK(dump(till.ask_discount().reply()) == first);
    CHECK_FALSE(till.did<StoreEntry>());
}

TEST_CASE("a repeated payment_started is confirmed again, or waits if the redemption is not confirmed yet") {
    Till till = offered().start_payment();
    CHECK(till.start_payment().nothing_happened());
    CHECK(till.confirms().status() == "confirmed");
    CHECK(till.start_payment().status() == "confirmed");
    CHECK_FALSE(till.did<StoreEntry>());
}

TEST_CASE("without a quote a payment is confirmed at once with nothing granted") {
    CHECK(sell().scan("a", 100).start_payment().number("granted") == 0);
    CHECK(offered(0).start_payment().number("granted") == 0);
    CHECK(sell().scan("a", 100).present_code().finds().ask_discount(none()).start_payment().status() ==
          "confirmed");
}

TEST_CASE("a register may pay the full price although it was granted a discount") {
    Till till = offered();
    till.start_payment_with(till.full(), "");
    CHECK(till.status() == "confirmed");
    CHECK(till.number("granted") == 0);
}

TEST_CASE("a payment at the quoted prices without a quote id is an error that names the missing field") {
    Till till = offered();
    till.start_payment_with(till.quoted(), "");
    CHECK(till.status() == "error");
    CHECK(till.error() == "missing_field");
    CHECK(*till.reply().find("error")->find("where")->string() == "quote_id");
    CHECK_FALSE(till.did<StoreEntry>());
    // The error leaves the receipt as it was, so the complete event succeeds.
    CHECK(till.start_payment().did<StoreEntry>());
}

TEST_CASE("a payment with lines other than the quoted ones is refused, with the full price in the reply") {
    Till till = offered();
    auto lines = till.quoted();
    lines.front().price -= Money(1);
    lines.front().sum -= Money(1);
    till.start_payment_with(lines, till.session().quote->id.text);
    CHECK(till.text("reason") == "changed");
    CHECK(till.number("total") == 100'000);
    CHECK_FALSE(till.session().quote.has_value());
}

TEST_CASE("the register may merge equal lines or divide them") {
    Till till =
        sell().scan("a", 1'000).scan("b", 1'000).present_code().finds().ask_discount().limits(Points(1'000));
    const auto line = till.quoted().front();
    const std::vector<till::FiscalLine> glued{{PositionId("new"), line.price, {2'000}, line.price * 2}};
    till.start_payment_with(glued, till.session().quote->id.text);
    CHECK(till.did<StoreEntry>());
}

TEST_CASE("the register's rounding lowers the total and the money by the same") {
    Till till = offered().start_payment(Money(50));
    CHECK(till.operation().total == Money(99'950));
    CHECK(till.operation().cash == Money(69'950));
}

TEST_CASE("the register's rounding never makes the money paid for loyal goods negative") {
    Till till = sell()
                    .scan("a", 500)
                    .scan_excluded("t", 1'050)
                    .present_code()
                    .finds()
                    .ask_discount()
                    .limits(Points(499))
                    .start_payment(Money(51));
    CHECK(till.operation().cash >= Money());
    CHECK(worth(till.operation().points) <= till.operation().total);
}

TEST_CASE("under a percent discount the cloud is told the total before the register's rounding") {
    Till till = sell().scan("a", 100'000);
    till.settings.policy = loyalty::DiscountPolicy::apply_discount;
    till.present_phone().finds().ask_discount(none()).limits(Points(), Money(5'000)).start_payment(Money(50));
    CHECK(till.operation().total == Money(100'000));
    CHECK(till.operation().cash == Money(95'000));
}

TEST_CASE("if the cloud is out of reach at the payment, the quote is withdrawn and nothing is sent") {
    Till till = offered().offline().start_payment();
    CHECK(till.text("reason") == "offline");
    CHECK_FALSE(till.did<StoreEntry>());
}

TEST_CASE(
    "rule 10: if the limit shrank meanwhile, the reply holds a new quote, which is not applied by itself") {
    const auto code = GENERATE(Errc::insufficient_funds, Errc::discount_limit_exceeded);
    Till till = offered().start_payment().refuses_redemption(code);
    CHECK(till.asked<loyalty::Calculate>());
    till.limits(Points(10'000));
    CHECK(till.status() == "refused");
    CHECK(till.text("reason") == "changed");
    REQUIRE(till.reply().find("quote"));
    CHECK(till.session().quote->granted == Points(10'000));
    till.start_payment();
    CHECK(till.entry().id == EntryId("r/2"));
    CHECK(till.operation().points == Points(10'000));
}

TEST_CASE("rule 10: without time for a new quote the payment is refused without one") {
    Till till = offered().start_payment().refuses_redemption(Errc::insufficient_funds).deadline();
    CHECK(till.text("reason") == "insufficient_funds");
    CHECK_FALSE(till.session().quote.has_value());
}

TEST_CASE("the reply for a refused redemption states the reason and the full price") {
    Till till = offered().start_payment().refuses_redemption(Errc::participant_blocked);
    CHECK(till.text("reason") == "participant_blocked");
    CHECK(till.number("total") == 100'000);
    CHECK_FALSE(till.session().redemption.has_value());
}

TEST_CASE("rule 3: a code that expired before the redemption must be shown anew, a card or phone not") {
    Till code = offered().start_payment().refuses_redemption(Errc::not_found);
    CHECK(code.flag("show_code_again"));
    Till card = sell()
                    .scan("a", 100'000)
                    .present(till::PresentedBy::card, "9900")
                    .finds()
                    .ask_discount()
                    .limits(Points(30'000));
    card.start_payment().refuses_redemption(Errc::not_found);
    CHECK_FALSE(card.flag("show_code_again"));
    CHECK(card.ask_discount().text("reason") != "code_used");
}

}  // namespace tillpoints::session
