#include <catch2/catch.hpp>

#include "till.hpp"

/// An operator states how a receipt ended that the register never reported, and the register may report it
/// later.
namespace tillpoints::session {
namespace {

Till awarded() {
    return sell().scan("a", 100'000).present_code().finds().ask_discount(none());
}

std::string refusal(const Till& till, Paper paper) {
    const auto event = explained(till.session(), paper, "why", noon);
    return event ? "" : event.error().found;
}

}  // namespace

TEST_CASE(
    "if an operator states that the receipt was printed, it is closed at the prices and total last quoted") {
    Till till = discounted().explain(Paper::as_quoted);
    CHECK(till.session().phase == Phase::closed);
    CHECK(till.did<MarkPrinted>()->entry == EntryId("r/1"));
    CHECK_FALSE(till.did<WithdrawEntry>());
    CHECK_FALSE(till.did<ParkEntry>());
    CHECK(till.did<RecordReceipt>()->total == Money(70'000));
    CHECK(till.did<RecordReceipt>()->redeemed == Points(30'000));
    CHECK(till.session().sold.size() == 2);
    CHECK(awarded().explain(Paper::as_quoted).operation().total == Money(100'000));
}

TEST_CASE(
    "if an operator states that the receipt was never printed, the redemption is withdrawn and nothing "
    "awarded") {
    Till till = discounted().explain(Paper::none);
    CHECK(till.session().phase == Phase::cancelled);
    CHECK(till.did<WithdrawEntry>()->entry == EntryId("r/1"));
    CHECK_FALSE(till.did<StoreEntry>());
    CHECK_FALSE(awarded().explain(Paper::none).did<StoreEntry>());
}

TEST_CASE(
    "if an operator states that no discount was printed, the redemption is withdrawn and the full price "
    "awarded") {
    for (const bool tender : {false, true}) {
        INFO(tender);
        Till shop = sell();
        if (tender) shop.in_tender_mode();
        Till till = shop.scan("a", 100'000).with_discount(30'000).explain(Paper::full_price);
        CHECK(till.did<WithdrawEntry>()->entry == EntryId("r/1"));
        CHECK(till.operation().total == Money(100'000));
        CHECK(till.entry().after == EntryId("r/1"));
    }
}

TEST_CASE("an offline redemption on a receipt that was never printed is withdrawn and frees its limit") {
    Till till = sell().scan("a", 100'000).redeems_offline(30'000).caches(Points(40'000)).offline();
    till.present_phone().ask_discount().start_payment();
    REQUIRE(till.limits_state.offline_redemptions().open().size() == 1);
    till.explain(Paper::none);
    CHECK(till.did<WithdrawEntry>()->entry == EntryId("r/1"));
    CHECK(till.limits_state.offline_redemptions().open().empty());
}

TEST_CASE("an operator can resolve open receipts only, and state a printed one only if its goods are known") {
    CHECK(refusal(discounted().close_as_quoted(), Paper::none) == "a closed one");
    CHECK(refusal(discounted().cancel(), Paper::as_quoted) == "a cancelled one");
    CHECK(refusal(discounted().explain(Paper::as_quoted), Paper::none) == "a closed one");
    CHECK(refusal(sell(), Paper::as_quoted) == "none told");
    CHECK(refusal(sell(), Paper::none).empty());
    CHECK_FALSE(total_known(sell().session()).has_value());
    CHECK(total_known(discounted().session()) == Money(70'000));
}

TEST_CASE(
    "a receipt cancelled by an operator but printed with the discount: the award is parked with the discount "
    "as loss") {
    Till till = discounted();
    const auto lines = till.quoted();
    till.explain(Paper::none).close_with(lines);
    CHECK(till.status() == "stored");
    CHECK(till.session().phase == Phase::closed);
    CHECK(till.entry().id == EntryId("r/2"));
    CHECK(till.entry().after == EntryId("r/1"));
    CHECK(till.entry().state == EntryState::parked);
    CHECK(till.entry().parking()->loss == Money(30'000));
    CHECK(till.operation().total == Money(70'000));
    CHECK(till.close_with(lines).status() == "stored");
    CHECK_FALSE(till.did<StoreEntry>());
}

TEST_CASE("a receipt cancelled by an operator but printed at full price: what was paid is awarded") {
    Till till = discounted().explain(Paper::none).close_at_full_price();
    CHECK(till.operation().total == Money(100'000));
    CHECK(till.entry().state == EntryState::pending);
    CHECK(till.did<RecordReceipt>()->total == Money(100'000));
}

TEST_CASE(
    "a receipt closed by an operator and then by the register: its fiscal mark is stored and nothing is done "
    "twice") {
    for (Till till : {discounted(), awarded()}) {
        const auto lines = till.quoted();
        till.explain(Paper::as_quoted).close_with(lines);
        CHECK(till.error().empty());
        CHECK(till.session().fiscal.document == "12");
        CHECK_FALSE(till.did<StoreEntry>());
        CHECK_FALSE(till.did<ParkEntry>());
        CHECK(till.did<RecordReceipt>());
        till.close_with(lines);
        CHECK(till.error().empty());
        CHECK_FALSE(till.did<RecordReceipt>());
    }
}

TEST_CASE(
    "a receipt closed by an operator but printed with other prices: the sale is parked with the difference") {
    Till till = discounted().explain(Paper::as_quoted).close_at_full_price();
    REQUIRE(till.did<ParkEntry>());
    CHECK(till.did<ParkEntry>()->entry == EntryId("r/1"));
    CHECK(till.did<ParkEntry>()->parking.loss == Money(30'000));
    CHECK(till.session().phase == Phase::closed);
}

TEST_CASE(
    "a receipt closed by an operator but paid with more points: the sale is parked although every price is "
    "equal") {
    const auto kept = [] { return sell().in_tender_mode().scan("a", 100'000).with_discount(30'000); };
    Till till = kept().explain(Paper::as_quoted);
    const auto lines = till.full();
    till.close_with(lines, {{"cash", Money(100'000)}});
    REQUIRE(till.did<ParkEntry>());
    CHECK(till.did<ParkEntry>()->parking.loss == Money(30'000));
    CHECK_FALSE(kept()
                    .explain(Paper::as_quoted)
                    .close_with(lines, {{"cash", Money(70'000)}, {"points", Money(30'000)}})
                    .did<ParkEntry>());
    CHECK_FALSE(kept().explain(Paper::as_quoted).close_with(lines).did<ParkEntry>());
}

TEST_CASE(
    "a receipt cancelled by an operator but printed with the discount for a customer who earns nothing: the "
    "loss is parked and named in the journal") {
    Till till = sell().scan("a", 100'000).present_code().finds(Points(50'000), false);
    till.ask_discount().limits(Points(30'000)).start_payment().confirms();
    const auto lines = till.quoted();
    till.explain(Paper::none).close_with(lines);
    CHECK(till.entry().state == EntryState::parked);
    CHECK(till.entry().parking()->loss == Money(30'000));
    CHECK(till.noted("given away"));
}

TEST_CASE(
    "a receipt closed by an operator but cancelled by the register: the award that replaced an offline "
    "redemption is withdrawn too") {
    Till till = sell().scan("a", 100'000).redeems_offline(30'000).caches(Points(40'000)).offline();
    till.present_phone().ask_discount().start_payment().explain(Paper::as_quoted).cancel();
    CHECK(till.withdrawn() == std::vector{EntryId("r/1"), EntryId("r/2")});
}

TEST_CASE(
    "a receipt closed by an operator but cancelled by the register: the sale is withdrawn unless goods were "
    "returned") {
    for (Till till : {discounted().explain(Paper::as_quoted), awarded().explain(Paper::as_quoted)}) {
        till.cancel();
        CHECK(till.status() == "stored");
        CHECK(till.did<WithdrawEntry>()->entry == EntryId("r/1"));
        CHECK(till.session().phase == Phase::cancelled);
    }
    Till returned_from = awarded().explain(Paper::as_quoted).give_back("back", {returned("a", 100'000)});
    CHECK(returned_from.cancel().error() == "receipt_finished");
}

}  // namespace tillpoints::session
