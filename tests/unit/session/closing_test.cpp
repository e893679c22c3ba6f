#include <catch2/catch.hpp>

#include "till.hpp"

/// Rule 9: what was printed decides what is redeemed and awarded.
namespace tillpoints::session {
namespace {

std::vector<till::FiscalLine> half_printed(const Till& till) {
    auto lines = till.quoted();
    lines.front() = till.full().front();
    return lines;
}

}  // namespace

TEST_CASE("a discount printed as quoted leaves the redemption as it is") {
    Till till = discounted().close_as_quoted();
    CHECK(till.status() == "confirmed");
    CHECK(till.did<MarkPrinted>()->entry == EntryId("r/1"));
    CHECK_FALSE(till.did<StoreEntry>());
    CHECK(till.did<RecordReceipt>()->redeemed == Points(30'000));
    CHECK(till.did<RecordReceipt>()->expected_award == Points(7'000));
}

TEST_CASE("a printed discount whose redemption is not confirmed yet is kept, and the reply is stored") {
    Till till = sell()
                    .scan("a", 100'000)
                    .present_code()
                    .finds()
                    .ask_discount()
                    .limits(Points(30'000))
                    .start_payment();
    till.close_as_quoted();
    CHECK(till.status() == "stored");
    CHECK(till.did<MarkPrinted>());
    CHECK_FALSE(till.did<WithdrawEntry>());
}

TEST_CASE(
    "rule 9: if no discount was printed, the redemption is withdrawn and the full price is awarded once that "
    "is settled") {
    Till till = discounted().close_at_full_price();
    CHECK(till.did<WithdrawEntry>()->entry == EntryId("r/1"));
    CHECK(till.entry().id == EntryId("r/2"));
    CHECK(till.entry().after == EntryId("r/1"));
    CHECK(till.operation().points == Points());
    CHECK(till.operation().total == Money(100'000));
    CHECK(till.session().purchase == EntryId("r/2"));
    CHECK(till.status() == "stored");
}

TEST_CASE(
    "rule 9: if only part of the discount was printed, the entry is parked with the difference as loss") {
    Till till = discounted();
    till.close_with(half_printed(till));
    REQUIRE(till.did<ParkEntry>());
    CHECK(till.did<ParkEntry>()->parking.reason == Errc::does_not_add_up);
    CHECK(till.did<ParkEntry>()->parking.loss == Money(18'000));
    CHECK_FALSE(till.did<WithdrawEntry>());
    CHECK_FALSE(till.did<StoreEntry>());
}

TEST_CASE("rule 9: printed lines are compared by content, not by id") {
    Till till = discounted();
    auto lines = till.quoted();
    std::swap(lines.front(), lines.back());
    for (auto& line : lines) line.id = PositionId("new " + line.id.text);
    CHECK(till.close_with(lines).did<MarkPrinted>());
}

TEST_CASE("rule 9: equal lines that the register merged still count as the quoted discount") {
    Till till = sell().scan("a", 1'000).scan("b", 1'000).with_discount(1'000);
    const auto line = till.quoted().front();
    till.close_with({{PositionId("new"), line.price, {2'000}, line.price * 2}});
    CHECK(till.did<MarkPrinted>());
    CHECK(till.session().sold.front().full_sum == Money(2'000));
}

TEST_CASE("rule 9: a register that spreads the whole discount over other lines has printed it") {
    Till till = discounted();
    auto lines = till.full();
    lines.front().price = lines.front().sum = Money(30'000);
    CHECK(till.close_with(lines).did<MarkPrinted>());
}

TEST_CASE("a quoted discount that was printed without a redemption is parked with its sum as loss") {
    const auto how = GENERATE(0, 1, 2);
    Till till = sell().scan("a", 100'000).present_code().finds().ask_discount().limits(Points(30'000));
    const auto offer = till.quoted();
    if (how == 1) till.start_payment().deadline();
    if (how == 2) till.start_payment().confirms().abandon();
    till.close_with(offer);
    CHECK(till.entry().state == EntryState::parked);
    CHECK(till.entry().parking()->loss == Money(30'000));
}

TEST_CASE(
    "a discount printed after the customer was removed is parked with its loss, redeemed or only quoted") {
    const bool redeemed = GENERATE(false, true);
    const bool commit = GENERATE(false, true);
    Till till = sell().scan("a", 100'000);
    if (commit) till.commit_host();
    till.settings.use_points_by_phone = true;
    till.present_phone().finds().ask_discount().limits(Points(10'000));
    const auto lines = till.quoted();
    if (redeemed && !commit) till.start_payment();
    if (redeemed) till.confirms();
    if (!redeemed && commit) till.deadline();
    till.remove_customer().close_with(lines);
    CHECK(till.status() == "stored");
    const auto& entry = till.entry();
    CHECK(entry.state == EntryState::parked);
    CHECK(entry.printed);
    CHECK(entry.parking()->reason == Errc::does_not_add_up);
    CHECK(entry.parking()->loss == Money(10'000));
    CHECK(entry.receipt == ReceiptId("r"));
    CHECK(entry.after == (redeemed || commit ? std::optional(EntryId("r/1")) : std::nullopt));
    CHECK(till.noted("given away"));
    // If the operator retries the entry, the customer's points pay for the discount after all.
    CHECK(std::holds_alternative<loyalty::ByPhone>(till.operation().who));
    CHECK(till.operation().points == Points(10'000));
    CHECK(discount_of(std::get<PurchaseEntry>(entry.body)) == Money(10'000));
    CHECK(till.did<RecordReceipt>()->redeemed == Points());
    CHECK_FALSE(till.did<RecordReceipt>()->with_card);
}

TEST_CASE("a full price printed after the customer was removed parks nothing") {
    Till till = sell().scan("a", 100'000).with_discount(10'000).remove_customer().close_at_full_price();
    CHECK_FALSE(till.did<StoreEntry>());
    CHECK_FALSE(till.noted("given away"));
}

TEST_CASE("an unredeemed discount that the register spread in its own way is parked with its loss") {
    Till till = sell().scan("a", 60'000).scan("b", 40'000).with_discount(30'000).remove_customer();
    auto lines = till.full();
    lines.front().price = lines.front().sum = Money(30'000);
    CHECK(till.close_with(lines).entry().parking()->loss == Money(30'000));
}

TEST_CASE("an unredeemed discount of a customer who cannot be awarded is parked with its loss") {
    // The code died with the withdrawn redemption, and the cloud told no uid.
    Till till = sell().scan("a", 100'000).present_code().finds(Points(50'000), false).ask_discount();
    till.limits(Points(30'000));
    const auto lines = till.quoted();
    till.start_payment().deadline().close_with(lines);
    CHECK(till.entry().parking()->loss == Money(30'000));
    CHECK(till.entry().after == EntryId("r/1"));
}

TEST_CASE("rule 3: an award is sent by uid if the cloud found the customer, else by phone") {
    Till found = sell().scan("a", 100'000).present_code().finds().close_at_full_price();
    CHECK(std::holds_alternative<loyalty::ByUid>(found.operation().who));
    Till unknown_phone =
        sell().scan("a", 100'000).present_phone().refuses(404, Errc::not_found).close_at_full_price();
    CHECK(std::holds_alternative<loyalty::ByPhone>(unknown_phone.operation().who));
    Till offline = sell().offline().scan("a", 100'000).present_phone().close_at_full_price();
    CHECK(std::holds_alternative<loyalty::ByPhone>(offline.operation().who));
}

TEST_CASE("rule 11: an award made offline is recorded without an expected number of points") {
    CHECK(sell()
              .offline()
              .scan("a", 100'000)
              .present_phone()
              .close_at_full_price()
              .did<RecordReceipt>()
              ->expected_award == Points());
    CHECK(sell()
              .scan("a", 100'000)
              .present_code()
              .finds()
              .close_at_full_price()
              .did<RecordReceipt>()
              ->expected_award == Points(10'000));
}

TEST_CASE("a customer without a uid whose code is used up cannot be awarded") {
    Till till = sell().scan("a", 100'000).present_code().finds(Points(50'000), false);
    till.ask_discount().limits(Points(30'000)).start_payment().deadline().close_at_full_price();
    CHECK_FALSE(till.did<StoreEntry>());
    CHECK_FALSE(till.session().purchase.has_value());
}

TEST_CASE("an award is made for the rounded total without excluded goods") {
    Till till = sell().scan("a", 100'020).scan_excluded("t", 20'030).present_code().finds();
    till.ask_discount(none()).close_at_full_price(Money(50));
    CHECK(till.operation().total == Money(99'970));
    CHECK(till.operation().cash == Money(99'970));
}

TEST_CASE("no entry is stored if there is no customer, no eligible goods or nothing left after rounding") {
    CHECK_FALSE(sell().scan("a", 100).close_at_full_price().did<StoreEntry>());
    CHECK_FALSE(sell()
                    .scan_excluded("t", 100)
                    .present_code()
                    .finds()
                    .ask_discount(none())
                    .close_at_full_price()
                    .did<StoreEntry>());
    CHECK_FALSE(sell().scan("a", 50).present_code().finds().close_at_full_price(Money(50)).did<StoreEntry>());
}

TEST_CASE("every closed receipt is recorded, with a customer or without") {
    Till none = sell().scan("a", 100).close_at_full_price();
    CHECK_FALSE(none.did<RecordReceipt>()->with_card);
    CHECK(none.did<RecordReceipt>()->total == Money(100));
    CHECK(sell().scan("a", 100).present_code().finds().close_at_full_price().did<RecordReceipt>()->with_card);
}

TEST_CASE("a repeated receipt_closed gets the same reply and does nothing") {
    Till till = discounted().close_as_quoted();
    const auto first = dump(till.reply());
    const auto before = dump(to_json(till.session()));
    CHECK(dump(till.close_as_quoted().reply()) == first);
    CHECK_FALSE(till.did<RecordReceipt>());
    CHECK(dump(to_json(till.session())) == before);
}

TEST_CASE("a finished receipt refuses every event of a sale") {
    for (Till till : {discounted().close_as_quoted(), sell().scan("a", 100).cancel()}) {
        const auto before = dump(to_json(till.session()));
        CHECK(till.present_code().error() == "receipt_finished");
        CHECK(till.ask_discount().error() == "receipt_finished");
        CHECK(till.start_payment_with({}, "").error() == "receipt_finished");
        CHECK(till.abandon().error() == "receipt_finished");
        CHECK(till.remove_customer().error() == "receipt_finished");
        CHECK(dump(to_json(till.session())) == before);
    }
    CHECK(discounted().close_as_quoted().cancel().error() == "receipt_finished");
    CHECK(sell().scan("a", 100).cancel().cancel().status() == "stored");
    CHECK(sell().scan("a", 100).cancel().close_at_full_price().error() == "receipt_finished");
}

TEST_CASE(
    "a late confirmation of a printed redemption is noted, and no other outcome changes a closed receipt") {
    Till till = sell()
                    .scan("a", 100'000)
                    .present_code()
                    .finds()
                    .ask_discount()
                    .limits(Points(30'000))
                    .start_payment();
    till.close_as_quoted();
    for (const auto kind :
         {EntryUpdate::Kind::refused, EntryUpdate::Kind::unclear, EntryUpdate::Kind::withdrawn}) {
        till.entry_outcome(kind, EntryId("r/1"));
        CHECK(till.nothing_happened());
        CHECK(till.session().redemption.has_value());
    }
    CHECK(till.confirms().session().redemption->confirmed);
}

TEST_CASE(
    "opening a receipt again changes nothing, and events of the register or shift are refused by a receipt") {
    Till till = discounted();
    const auto before = dump(to_json(till.session()));
    till::ReceiptOpened opened_again;
    opened_again.receipt = ReceiptId("r");
    CHECK(till.take(till::Event(opened_again)).status() == "ok");
    CHECK(till.take(till::Event(till::ShiftClosed{})).error() == "out_of_order");
    CHECK(till.take(till::Event(till::RegisterStarted{})).error() == "out_of_order");
    CHECK(dump(to_json(till.session())) == before);
}

}  // namespace tillpoints::session
