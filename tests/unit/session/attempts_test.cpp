#include <catch2/catch.hpp>

#include "till.hpp"

/// Rules 1, 3 and 4: an attempt that was not confirmed is withdrawn, and the next one waits until it is
/// settled.
namespace tillpoints::session {
namespace {

Till paying() {
    return sell()
        .scan("a", 100'000)
        .present_code()
        .finds()
        .ask_discount()
        .limits(Points(30'000))
        .start_payment();
}

void check_withdrawn(const Till& till) {
    REQUIRE(till.did<WithdrawEntry>());
    CHECK(till.did<WithdrawEntry>()->entry == EntryId("r/1"));
    CHECK(till.session().settling == EntryId("r/1"));
    CHECK_FALSE(till.session().redemption.has_value());
}

}  // namespace

TEST_CASE("rule 4: a redemption that is not confirmed by the deadline is withdrawn and refused") {
    Till till = paying().deadline();
    check_withdrawn(till);
    CHECK(till.status() == "refused");
    CHECK(till.text("reason") == "timed_out");
    CHECK(till.flag("show_code_again"));
    CHECK(till.number("total") == 100'000);
}

TEST_CASE("rule 4: once the outcome is known to be unclear, the event waits no longer") {
    Till till = paying().leaves_unclear();
    check_withdrawn(till);
    CHECK(till.status() == "refused");
}

TEST_CASE(
    "rule 4: abandoning, cancelling and removing the customer withdraw a redemption, confirmed or not") {
    for (const bool confirmed : {false, true}) {
        Till till = paying();
        if (confirmed) till.confirms();
        check_withdrawn(Till(till).abandon());
        check_withdrawn(Till(till).cancel());
        check_withdrawn(Till(till).remove_customer());
    }
}

TEST_CASE("abandoning a payment without a redemption withdraws nothing") {
    Till till = sell().scan("a", 100).abandon();
    CHECK(till.status() == "withdrawn");
    CHECK_FALSE(till.did<WithdrawEntry>());
    CHECK_FALSE(till.flag("show_code_again"));
}

TEST_CASE("rule 1: a new attempt waits until the earlier one is settled") {
    Till till = paying().abandon().present_code("654321").finds().ask_discount();
    CHECK(till.text("reason") == "settling");
    till.settles();
    CHECK_FALSE(till.session().settling.has_value());
    till.ask_discount().limits(Points(30'000)).start_payment();
    CHECK(till.entry().id == EntryId("r/2"));
    CHECK(till.operation().who == loyalty::Identity(loyalty::ByCode{"654321"}));
}

TEST_CASE("rule 1: a certain refusal settles a withdrawn attempt, any other outcome does not") {
    Till till = paying().abandon();
    CHECK(
        Till(till).entry_outcome(EntryUpdate::Kind::refused, EntryId("r/1")).session().settling.has_value() ==
        false);
    CHECK(Till(till)
              .entry_outcome(EntryUpdate::Kind::confirmed, EntryId("r/1"))
              .session()
              .settling.has_value());
    CHECK(
        Till(till).entry_outcome(EntryUpdate::Kind::unclear, EntryId("r/1")).session().settling.has_value());
    CHECK(Till(till)
              .entry_outcome(EntryUpdate::Kind::withdrawn, EntryId("r/9"))
              .session()
              .settling.has_value());
}

TEST_CASE(
    "rule 3: a code used in a withdrawn attempt must be shown anew, and the cashier is told each time") {
    Till till = paying().deadline().settles();
    CHECK(till.abandon().flag("show_code_again"));
    CHECK(till.ask_discount().text("reason") == "code_used");
    CHECK(till.flag("show_code_again"));
    CHECK(till.present_code("654321").finds().ask_discount().asked<loyalty::Calculate>());
}

TEST_CASE("rule 10: another cart or request withdraws the redemption before a new one can begin") {
    check_withdrawn(paying().confirms().scan("b", 500).ask_discount());
    check_withdrawn(paying().confirms().ask_discount(points(100)));
    CHECK(paying().confirms().scan("b", 500).ask_discount().text("reason") == "settling");
}

TEST_CASE("a request for no points withdraws the redemption and is answered with the full price") {
    Till till = paying().confirms().ask_discount(none());
    check_withdrawn(till);
    CHECK(till.status() == "granted");
    CHECK(till.number("total") == 100'000);
}

TEST_CASE("a payment without the quote withdraws the redemption") {
    Till till = paying().confirms();
    check_withdrawn(till.start_payment_with(till.full(), ""));
    CHECK(till.status() == "confirmed");
}

TEST_CASE("a confirmation after the deadline changes nothing, because the redemption is being withdrawn") {
    Till till = paying().deadline();
    CHECK(till.entry_outcome(EntryUpdate::Kind::confirmed, EntryId("r/1")).nothing_happened());
    CHECK(till.session().settling == EntryId("r/1"));
}

TEST_CASE(
    "rule 2: after a crash an open receipt still has its redemption, and a late confirmation completes it") {
    Till till = paying();
    till.confirms();
    CHECK(till.session().redemption->confirmed);
    Till crashed = paying();
    // Nobody waits for the answer any more; the news arrives by itself.
    crashed.ask_discount(max());
    CHECK(crashed.confirms().status() == "granted");
    CHECK(crashed.close_as_quoted().status() == "confirmed");
}

TEST_CASE("a deadline changes nothing if no event waits") {
    CHECK(sell().deadline().nothing_happened());
    CHECK(paying().confirms().deadline().nothing_happened());
}

TEST_CASE("a new event ends the waiting of the earlier one") {
    Till till = sell().scan("a", 100).present_phone();
    till.print();
    CHECK(till.finds().nothing_happened());
}

}  // namespace tillpoints::session
