#include "plugin/operator/command_execution.hpp"
#include "plugin/entries/transition.hpp"

#include <catch2/catch.hpp>

#include "plugin/operator/resolve_without_register.hpp"
#include "plugin/session/session.hpp"
#include "sample_entries.hpp"

namespace tillpoints::testing {
namespace {

std::unique_ptr<CommandInbox> inbox_of(const Shop& shop) {
    auto inbox = CommandInbox::open(
        {(shop.folder() / "commands.db").string(), shop.key_file(), std::chrono::seconds(5)});
    if (!inbox) throw std::runtime_error(inbox.error().sentence());
    return std::move(*inbox);
}

std::string id_of(int number) {
    return "00000000-0000-4000-8000-00000000000" + std::to_string(number);
}

replay::Command command(int number, replay::CommandKind kind, const std::string& entry) {
    replay::Command out{id_of(number), kind, EntryId(entry), "Aigul", "the owner asked", {}};
    if (kind == replay::CommandKind::edit) out.phone = Phone::parse("+77017654321");
    return out;
}

void put(CommandInbox& inbox, const replay::Command& command) {
    REQUIRE(inbox.put(command.id, dump(replay::to_json(command)), at(10)).has_value());
}

Json answer_to(CommandInbox& inbox, int number) {
    return parse_json(inbox.answer_to(id_of(number)).value().value()).value();
}

OutboxEntry parked(OutboxEntry entry) {
    park(entry, {Errc::not_found, "why", Money(100)});
    return entry;
}

std::vector<std::string> words_of(Outbox& outbox, const std::string& receipt) {
    std::vector<std::string> words;
    for (const auto& line : *outbox.journal_of(ReceiptId(receipt))) words.push_back(line.what);
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
        entry_id_for(session.receipt, 1), quote.id, quote.granted, Money(100'000), true, false};
    session.attempts = 1;
    return session;
}

void store_open(Outbox& outbox, const std::string& receipt) {
    Batch batch;
    OutboxEntry entry = in_state(sale(receipt), EntryState::confirmed);
    std::get<PurchaseEntry>(entry.body).operation.points = Points(30'000);
    entry.operation = OperationId{7};
    batch.entries.push_back(entry);
    batch.sessions.push_back(
        {ReceiptId(receipt), "17", false, at(5), dump(session::to_json(open_receipt(receipt)))});
    store(outbox, batch);
}

replay::Command ruling(int number, replay::CommandKind kind, const std::string& receipt) {
    return {id_of(number), kind, {}, "Aigul", "the owner asked", {}, ReceiptId(receipt)};
}

}  // namespace

TEST_CASE("commands are carried out in the order they were put in, each on the result of the one before") {
    const Shop shop;
    const auto outbox = shop.open();
    store(*outbox, parked(sale("a")));
    const auto inbox = inbox_of(shop);
    put(*inbox, command(1, replay::CommandKind::retry, "a/1"));
    put(*inbox, command(2, replay::CommandKind::write_off, "a/1"));
    put(*inbox, command(3, replay::CommandKind::retry, "a/1"));
    REQUIRE(execute_all(*inbox, *outbox, Config(), at(20)).has_value());
    CHECK(*answer_to(*inbox, 1).find("outcome") == Json("done"));
    CHECK(*answer_to(*inbox, 2).find("state") == Json("written_off"));
    CHECK(*answer_to(*inbox, 3).find("outcome") == Json("refused"));
    CHECK(words_of(*outbox, "a") == std::vector<std::string>{"retried", "written off"});
    CHECK(inbox->waiting()->empty());
}

TEST_CASE(
    "where no register runs, cancel and edit stay in the inbox: the database may be older than the cloud") {
    const Shop shop;
    const auto outbox = shop.open();
    store(*outbox, parked(sale("a")));
    store(*outbox, sale("b"));
    const auto inbox = inbox_of(shop);
    put(*inbox, command(1, replay::CommandKind::edit, "a/1"));
    put(*inbox, command(2, replay::CommandKind::cancel, "b/1"));
    put(*inbox, command(3, replay::CommandKind::retry, "a/1"));
    REQUIRE(execute_all(*inbox, *outbox, Config(), at(20)).has_value());
    CHECK(*answer_to(*inbox, 3).find("outcome") == Json("done"));
    CHECK(inbox->waiting()->size() == 2);
    CHECK(words_of(*outbox, "b").empty());
}

TEST_CASE(
    "a power cut after the entries are stored and before the answer: the command is found done, answered and "
    "not repeated") {
    const Shop shop;
    auto outbox = shop.open();
    store(*outbox, parked(sale("a")));
    const auto inbox = inbox_of(shop);
    const auto write_off = command(1, replay::CommandKind::write_off, "a/1");
    put(*inbox, write_off);
    const auto first = execute_command(write_off, *outbox, Nonce("n"), at(20)).value();
    REQUIRE(first.changed.size() == 1);
    outbox.reset();  // the answer never reached the inbox

    outbox = shop.open();
    REQUIRE(inbox->waiting()->size() == 1);
    REQUIRE(execute_all(*inbox, *outbox, Config(), at(30)).has_value());
    CHECK(answer_to(*inbox, 1) == first.answer);
    CHECK(words_of(*outbox, "a").size() == 1);
    CHECK(execute_command(write_off, *outbox, Nonce("m"), at(40))->changed.empty());
    CHECK(*outbox->entry(EntryId("a/1")).value() == first.changed.front());
}

TEST_CASE("rule 8: a sale and its returns end in one batch, or not at all") {
    const Shop shop;
    const auto outbox = shop.open();
    const OutboxEntry sold = parked(sale("a"));
    store(*outbox, sold);
    store(*outbox, refund_of(sold, "back"));
    const auto done =
        execute_command(command(1, replay::CommandKind::write_off, "a/1"), *outbox, Nonce("n"), at(20))
            .value();
    CHECK(done.changed.size() == 2);
    CHECK(outbox->entry(EntryId("back/1")).value()->state == EntryState::cancelled);
    CHECK(words_of(*outbox, "back") == std::vector<std::string>{"cancelled"});
    CHECK(outbox->counts()->given_up == 2);
    CHECK(outbox->unsettled(10)->empty());
}

TEST_CASE(
    "the entries a command changes are named before it is carried out, the returns of a sale among them") {
    const Shop shop;
    const auto outbox = shop.open();
    const OutboxEntry sold = parked(sale("a"));
    store(*outbox, sold);
    store(*outbox, refund_of(sold, "back"));
    const auto inbox = inbox_of(shop);
    put(*inbox, command(1, replay::CommandKind::write_off, "a/1"));
    const auto commands = queued_commands_in(*inbox, *outbox).value();
    REQUIRE(commands.size() == 1);
    CHECK(commands[0].touches == std::vector<EntryId>{EntryId("a/1"), EntryId("back/1")});
}

TEST_CASE(
    "a command about an open receipt is stored in one batch with its results, its operator and its reason") {
    const Shop shop;
    const auto outbox = shop.open();
    store_open(*outbox, "never");
    store_open(*outbox, "printed");
    const auto inbox = inbox_of(shop);
    put(*inbox, ruling(1, replay::CommandKind::receipt_cancelled, "never"));
    put(*inbox, ruling(2, replay::CommandKind::receipt_closed, "printed"));
    REQUIRE(execute_all(*inbox, *outbox, Config(), at(20)).has_value());
    INFO(dump(answer_to(*inbox, 1)) << dump(answer_to(*inbox, 2)));
    REQUIRE(*answer_to(*inbox, 1).find("outcome") == Json("done"));
    CHECK(*answer_to(*inbox, 1).find("state") == Json("cancelled"));
    CHECK(*answer_to(*inbox, 2).find("state") == Json("closed"));
    CHECK(outbox->unfinished_sessions()->empty());
    CHECK(outbox->entry(EntryId("never/1")).value()->wanted == Wanted::withdraw);
    CHECK(outbox->entry(EntryId("never/1")).value()->state == EntryState::confirmed);
    CHECK(outbox->entry(EntryId("printed/1")).value()->wanted == Wanted::keep);
    CHECK(outbox->entry(EntryId("printed/1")).value()->printed);
    CHECK(outbox->shift_totals("")->receipts == 1);
    const auto journal = outbox->journal_of(ReceiptId("never")).value();
    CHECK(journal.back().what == "cancelled by a person");
    CHECK(journal.back().detail == "by Aigul: the owner asked");
}

TEST_CASE(
    "a command about a receipt happens once: if the power cuts its answer, it is found done and not "
    "repeated") {
    const Shop shop;
    auto outbox = shop.open();
    store_open(*outbox, "a");
    const auto inbox = inbox_of(shop);
    const auto printed = ruling(1, replay::CommandKind::receipt_closed, "a");
    put(*inbox, printed);
    const auto answer =
        resolve_without_register(printed, *outbox, Config(), at(20)).value();  // and never reached the inbox
    const auto words = words_of(*outbox, "a");
    outbox.reset();
    outbox = shop.open();
    REQUIRE(execute_all(*inbox, *outbox, Config(), at(30)).has_value());
    CHECK(answer_to(*inbox, 1) == answer);
    CHECK(words_of(*outbox, "a") == words);
}

TEST_CASE("a command about a receipt that is over, unknown or resolved otherwise before is refused") {
    const Shop shop;
    const auto outbox = shop.open();
    store_open(*outbox, "a");
    const auto inbox = inbox_of(shop);
    put(*inbox, ruling(1, replay::CommandKind::receipt_closed_at_full_price, "a"));
    put(*inbox, ruling(2, replay::CommandKind::receipt_cancelled, "a"));
    put(*inbox, ruling(3, replay::CommandKind::receipt_cancelled, "b"));
    REQUIRE(execute_all(*inbox, *outbox, Config(), at(20)).has_value());
    CHECK(*answer_to(*inbox, 1).find("outcome") == Json("done"));
    for (const int number : {2, 3}) CHECK(*answer_to(*inbox, number).find("outcome") == Json("refused"));
    CHECK(outbox->entry(EntryId("a/1")).value()->wanted == Wanted::withdraw);
    CHECK(inbox->waiting()->empty());
}

TEST_CASE("a request that is no command, or names no entry, is answered and delays no other command") {
    const Shop shop;
    const auto outbox = shop.open();
    const auto inbox = inbox_of(shop);
    REQUIRE(inbox->put(id_of(1), "no command", at(10)).has_value());
    REQUIRE(inbox->put(id_of(2), dump(replay::to_json(command(3, replay::CommandKind::retry, "a/1"))), at(10))
                .has_value());
    put(*inbox, command(4, replay::CommandKind::retry, "nothing/1"));
    REQUIRE(execute_all(*inbox, *outbox, Config(), at(20)).has_value());
    for (const int number : {1, 2, 4}) CHECK(*answer_to(*inbox, number).find("outcome") == Json("refused"));
    CHECK(inbox->waiting()->empty());
}

TEST_CASE("which commands are possible can be asked beforehand, and asking changes nothing") {
    const Shop shop;
    const auto outbox = shop.open();
    const OutboxEntry entry = parked(sale("a"));
    store(*outbox, entry);
    const auto possible = possible_commands(*outbox, entry).value();
    for (const auto* name : {"retry", "edit", "write_off", "cancel"}) CHECK(possible.find(name)->is_null());
    const auto over = possible_commands(*outbox, in_state(sale("b"), EntryState::confirmed)).value();
    for (const auto* name : {"retry", "edit", "write_off", "cancel"}) CHECK_FALSE(over.find(name)->is_null());
    CHECK(*outbox->entry(entry.id).value() == entry);
}

}  // namespace tillpoints::testing
