#include "plugin/runtime/command_work.hpp"

#include <catch2/catch.hpp>

#include "facts_at_hand.hpp"
#include "plugin/runtime/still_office.hpp"
#include "plugin/session/session.hpp"

namespace tillpoints::testing {
namespace {

std::unique_ptr<CommandBox> box_of(const Shop& shop) {
    auto box = CommandBox::open(
        {(shop.folder() / "commands.db").string(), shop.key_file(), std::chrono::seconds(5)});
    if (!box) throw std::runtime_error(box.error().sentence());
    return std::move(*box);
}

std::string id_of(int number) {
    return "00000000-0000-4000-8000-00000000000" + std::to_string(number);
}

replay::Command command(int number, replay::CommandKind kind, const std::string& fact) {
    replay::Command out{id_of(number), kind, FactId(fact), "Aigul", "the owner asked", {}};
    if (kind == replay::CommandKind::edit) out.phone = Phone::parse("+77017654321");
    return out;
}

void put(CommandBox& box, const replay::Command& command) {
    REQUIRE(box.put(command.id, dump(replay::to_json(command)), at(10)).has_value());
}

Json answer_to(CommandBox& box, int number) {
    return parse_json(box.answer_to(id_of(number)).value().value()).value();
}

Fact parked(Fact fact) {
    fact.state = FactState::parked;
    fact.parking = Parking{Errc::not_found, "why", Money(100)};
    return fact;
}

std::vector<std::string> words_of(Outbox& outbox, const std::string& receipt) {
    std::vector<std::string> words;
    for (const auto& entry : *outbox.journal_of(ReceiptId(receipt))) words.push_back(entry.what);
    return words;
}

/// A receipt that is open here: 1000.00 quoted at 700.00, its redemption confirmed.
session::Session open_receipt(const std::string& receipt) {
    session::Session session;
    session.receipt = ReceiptId(receipt);
    till::Position position;
    position.id = PositionId("p");
    position.quantity = Quantity{1'000};
    position.price = position.sum = Money(100'000);
    session.cart.push_back(position);
    session::Quote quote;
    quote.id = QuoteId("q");
    quote.granted = Points(30'000);
    quote.discount = Money(30'000);
    quote.lines = {{position.id, Money(70'000), position.quantity, Money(70'000)}};
    session.quote = quote;
    session.redemption = session::Redemption{
        fact_id_for(session.receipt, 1), quote.id, quote.granted, Money(100'000), true, false};
    session.attempts = 1;
    return session;
}

void store_open(Outbox& outbox, const std::string& receipt) {
    Batch batch;
    Fact fact = in_state(sale(receipt), FactState::confirmed);
    std::get<PurchaseFact>(fact.body).operation.points = Points(30'000);
    fact.operation = OperationId{7};
    batch.facts.push_back(fact);
    batch.sessions.push_back(
        {ReceiptId(receipt), "17", false, at(5), dump(session::to_json(open_receipt(receipt)))});
    store(outbox, batch);
}

replay::Command ruling(int number, replay::CommandKind kind, const std::string& receipt) {
    return {id_of(number), kind, {}, "Aigul", "the owner asked", {}, ReceiptId(receipt)};
}

}  // namespace

TEST_CASE("commands are carried out in the order they were put in, each on what the one before left") {
    const Shop shop;
    const auto outbox = shop.open();
    store(*outbox, parked(sale("a")));
    const auto box = box_of(shop);
    put(*box, command(1, replay::CommandKind::edit, "a/1"));
    put(*box, command(2, replay::CommandKind::cancel, "a/1"));
    put(*box, command(3, replay::CommandKind::retry, "a/1"));
    REQUIRE(work_off(*box, *outbox, Config(), at(20)).has_value());
    CHECK(*answer_to(*box, 1).find("outcome") == Json("done"));
    CHECK(*answer_to(*box, 2).find("state") == Json("cancelled"));
    CHECK(*answer_to(*box, 3).find("outcome") == Json("refused"));
    CHECK(words_of(*outbox, "a") == std::vector<std::string>{"edited: another phone", "cancelled"});
    CHECK(box->waiting()->empty());
}

TEST_CASE(
    "a power cut after the facts and before the answer: the command is found done, answered, and not "
    "repeated") {
    const Shop shop;
    auto outbox = shop.open();
    store(*outbox, parked(sale("a")));
    const auto box = box_of(shop);
    const auto edit = command(1, replay::CommandKind::edit, "a/1");
    put(*box, edit);
    const auto first = carry_out(edit, *outbox, Nonce("n"), at(20)).value();
    REQUIRE(first.changed.size() == 1);
    outbox.reset();  // the answer never reached the box

    outbox = shop.open();
    REQUIRE(box->waiting()->size() == 1);
    REQUIRE(work_off(*box, *outbox, Config(), at(30)).has_value());
    CHECK(answer_to(*box, 1) == first.answer);
    CHECK(words_of(*outbox, "a").size() == 1);
    CHECK(carry_out(edit, *outbox, Nonce("m"), at(40))->changed.empty());
    CHECK(*outbox->fact(FactId("a/1")).value() == first.changed.front());
}

TEST_CASE("rule 8: a sale and its returns end in one batch, or not at all") {
    const Shop shop;
    const auto outbox = shop.open();
    const Fact sold = parked(sale("a"));
    store(*outbox, sold);
    store(*outbox, refund_of(sold, "back"));
    const auto done =
        carry_out(command(1, replay::CommandKind::write_off, "a/1"), *outbox, Nonce("n"), at(20)).value();
    CHECK(done.changed.size() == 2);
    CHECK(outbox->fact(FactId("back/1")).value()->state == FactState::cancelled);
    CHECK(words_of(*outbox, "back") == std::vector<std::string>{"cancelled"});
    CHECK(outbox->counts()->given_up == 2);
    CHECK(outbox->unsettled(10)->empty());
}

TEST_CASE("the facts a command touches are named before it is carried out: a sale's returns are among them") {
    const Shop shop;
    const auto outbox = shop.open();
    const Fact sold = parked(sale("a"));
    store(*outbox, sold);
    store(*outbox, refund_of(sold, "back"));
    const auto box = box_of(shop);
    put(*box, command(1, replay::CommandKind::write_off, "a/1"));
    const auto orders = orders_in(*box, *outbox).value();
    REQUIRE(orders.size() == 1);
    CHECK(orders[0].touches == std::vector<FactId>{FactId("a/1"), FactId("back/1")});
}

TEST_CASE(
    "what a person says of an open receipt is stored with what follows from it, who and why, in one batch") {
    const Shop shop;
    const auto outbox = shop.open();
    store_open(*outbox, "never");
    store_open(*outbox, "printed");
    const auto box = box_of(shop);
    put(*box, ruling(1, replay::CommandKind::receipt_cancelled, "never"));
    put(*box, ruling(2, replay::CommandKind::receipt_closed, "printed"));
    REQUIRE(work_off(*box, *outbox, Config(), at(20)).has_value());
    INFO(dump(answer_to(*box, 1)) << dump(answer_to(*box, 2)));
    REQUIRE(*answer_to(*box, 1).find("outcome") == Json("done"));
    CHECK(*answer_to(*box, 1).find("state") == Json("cancelled"));
    CHECK(*answer_to(*box, 2).find("state") == Json("closed"));
    CHECK(outbox->unfinished_sessions()->empty());
    CHECK(outbox->fact(FactId("never/1")).value()->wanted == Wanted::withdraw);
    CHECK(outbox->fact(FactId("never/1")).value()->state == FactState::confirmed);
    CHECK(outbox->fact(FactId("printed/1")).value()->wanted == Wanted::keep);
    CHECK(outbox->fact(FactId("printed/1")).value()->printed);
    CHECK(outbox->shift_totals("")->receipts == 1);
    const auto journal = outbox->journal_of(ReceiptId("never")).value();
    CHECK(journal.back().what == "cancelled by a person");
    CHECK(journal.back().detail == "by Aigul: the owner asked");
}

TEST_CASE(
    "a receipt's command is done once: its answer lost with the power, it is found done, and nothing is "
    "repeated") {
    const Shop shop;
    auto outbox = shop.open();
    store_open(*outbox, "a");
    const auto box = box_of(shop);
    const auto printed = ruling(1, replay::CommandKind::receipt_closed, "a");
    put(*box, printed);
    const auto answer = rule_here(printed, *outbox, Config(), at(20)).value();  // and never reached the box
    const auto words = words_of(*outbox, "a");
    outbox.reset();
    outbox = shop.open();
    REQUIRE(work_off(*box, *outbox, Config(), at(30)).has_value());
    CHECK(answer_to(*box, 1) == answer);
    CHECK(words_of(*outbox, "a") == words);
}

TEST_CASE("a person's word on a receipt that is over, unknown or said to be otherwise before is refused") {
    const Shop shop;
    const auto outbox = shop.open();
    store_open(*outbox, "a");
    const auto box = box_of(shop);
    put(*box, ruling(1, replay::CommandKind::receipt_closed_at_full_price, "a"));
    put(*box, ruling(2, replay::CommandKind::receipt_cancelled, "a"));
    put(*box, ruling(3, replay::CommandKind::receipt_cancelled, "b"));
    REQUIRE(work_off(*box, *outbox, Config(), at(20)).has_value());
    CHECK(*answer_to(*box, 1).find("outcome") == Json("done"));
    for (const int number : {2, 3}) CHECK(*answer_to(*box, number).find("outcome") == Json("refused"));
    CHECK(outbox->fact(FactId("a/1")).value()->wanted == Wanted::withdraw);
    CHECK(box->waiting()->empty());
}

TEST_CASE("what is no command, or about no fact, is answered and holds up nothing") {
    const Shop shop;
    const auto outbox = shop.open();
    const auto box = box_of(shop);
    REQUIRE(box->put(id_of(1), "no command", at(10)).has_value());
    REQUIRE(box->put(id_of(2), dump(replay::to_json(command(3, replay::CommandKind::retry, "a/1"))), at(10))
                .has_value());
    put(*box, command(4, replay::CommandKind::retry, "nothing/1"));
    REQUIRE(work_off(*box, *outbox, Config(), at(20)).has_value());
    for (const int number : {1, 2, 4}) CHECK(*answer_to(*box, number).find("outcome") == Json("refused"));
    CHECK(box->waiting()->empty());
}

TEST_CASE("every command's possibility is told beforehand, and telling it changes nothing") {
    const Shop shop;
    const auto outbox = shop.open();
    const Fact fact = parked(sale("a"));
    store(*outbox, fact);
    const auto possible = possible_commands(*outbox, fact).value();
    for (const auto* name : {"retry", "edit", "write_off", "cancel"}) CHECK(possible.find(name)->is_null());
    const auto over = possible_commands(*outbox, in_state(sale("b"), FactState::confirmed)).value();
    for (const auto* name : {"retry", "edit", "write_off", "cancel"}) CHECK_FALSE(over.find(name)->is_null());
    CHECK(*outbox->fact(fact.id).value() == fact);
}

}  // namespace tillpoints::testing
