#include <catch2/catch.hpp>

#include "test_terminal.hpp"

/// A batch the disk refused is not in effect: neither is what it changed in memory.
namespace tillpoints::testing {
namespace {

const std::string full_price = R"("positions":[{"id":"a","price":60000,"quantity":"1","sum":60000},
    {"id":"b","price":40000,"quantity":"1","sum":40000}])";
const std::string opened = R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale","shift":"17"})";
const std::string by_phone =
    R"({"v":1,"event":"customer_presented","receipt_id":"r","by":"phone","value":"+79161234567",)" +
    full_price + "}";
const std::string asks_all =
    R"({"v":1,"event":"discount_requested","receipt_id":"r","total":100000,"points":"max",)" + full_price +
    "}";

loyalty::Found ann() {
    loyalty::Found found;
    found.user.uid = CustomerUid("ann");
    found.user.participant.points = Points(50'000);
    return found;
}

loyalty::Calculated limit_of(Points most) {
    loyalty::Calculated calculated;
    calculated.user.participant.points = Points(50'000);
    calculated.purchase.max_points = most;
    return calculated;
}

loyalty::Settings shop_settings() {
    loyalty::Settings settings;
    settings.currency = "RUB";
    settings.purchase_by_phone = settings.use_points_by_phone = true;
    return settings;
}

std::string payment_of(const Json& offer) {
    return R"({"v":1,"event":"payment_started","receipt_id":"r","total":)" +
           offer.find("total")->number()->digits + R"(,"quote_id":")" + *offer.find("quote_id")->string() +
           R"(","positions":)" + dump(*offer.find("positions")) + "}";
}

std::string closing(const std::string& positions, const std::string& total) {
    return R"({"v":1,"event":"receipt_closed","receipt_id":"r","closed_at":"2026-01-31T08:05:09Z","total":)" +
           total + R"(,"positions":)" + positions + "}";
}

/// 300.00 of 1000.00 are redeemed and confirmed; the receipt is not printed yet.
std::unique_ptr<TestTerminal> redeemed() {
    auto terminal = std::make_unique<TestTerminal>();
    terminal->engine.dispatcher.settings(shop_settings());
    terminal->say(opened);
    terminal->say(by_phone);
    terminal->answer<loyalty::FindCustomer>(ann());
    terminal->say(asks_all);
    terminal->answer<loyalty::Calculate>(limit_of(Points(30'000)));
    const auto offer = terminal->say(asks_all);
    REQUIRE(status_of(offer) == "granted");
    terminal->say(payment_of(*offer));
    loyalty::Operation operation;
    operation.id = OperationId{7};
    operation.points = Points(-30'000);
    operation.receipt_number = std::get<loyalty::CreateOperation>(terminal->line.asked.front().call).number;
    terminal->answer<loyalty::CreateOperation>(operation);
    return terminal;
}

OutboxEntry stored_entry(TestTerminal& terminal) {
    return terminal.outbox->entry(EntryId("r/1")).value().value();
}

}  // namespace

TEST_CASE(
    "a partly printed discount whose parking the disk refused is not parked, and is withdrawn when "
    "cancelled") {
    const auto terminal = redeemed();
    terminal->disk.full = true;
    const std::string partly =
        R"([{"id":"a","price":42000,"quantity":"1","sum":42000},{"id":"b","price":40000,"quantity":"1","sum":40000}])";
    CHECK(status_of(terminal->say(closing(partly, "82000"))) == "not_stored");
    CHECK(stored_entry(*terminal).state == EntryState::confirmed);
    terminal->disk.full = false;
    CHECK(status_of(terminal->say(
              R"({"v":1,"event":"receipt_cancelled","receipt_id":"r","reason":"left"})")) == "stored");
    CHECK(stored_entry(*terminal).wanted == Wanted::withdraw);
    CHECK(stored_entry(*terminal).state != EntryState::parked);
    REQUIRE(terminal->is_asked());
    CHECK(std::holds_alternative<loyalty::RefundOperation>(terminal->next_call().call));
}

TEST_CASE("an event that comes while a command is being stored still changes the receipt's entries") {
    const auto terminal = redeemed();
    terminal->say(R"({"v":1,"event":"register_started","register":{"serial":"1"},"open":[],"closed":[]})");
    terminal->disk.held = true;
    const replay::Command word{"00000000-0000-4000-8000-000000000001",
                               replay::CommandKind::receipt_closed,
                               {},
                               "Aigul",
                               "why",
                               {},
                               ReceiptId("r")};
    terminal->engine.dispatcher.resolve(
        word,
        std::make_shared<PendingReply>(terminal->loop, "", terminal->loop.now() + std::chrono::seconds(3),
                                       [](const std::string&) {}));
    const auto cancelled =
        terminal->ask(R"({"v":1,"event":"receipt_cancelled","receipt_id":"r","reason":"left"})");
    terminal->disk.held = false;
    terminal->disk.execute_all();
    terminal->settle();
    CHECK(status_of(*cancelled) == "stored");
    CHECK(stored_entry(*terminal).wanted == Wanted::withdraw);
}

TEST_CASE("a closing that the disk refused parks the entry when it is sent again") {
    const auto terminal = redeemed();
    const std::string partly =
        R"([{"id":"a","price":42000,"quantity":"1","sum":42000},{"id":"b","price":40000,"quantity":"1","sum":40000}])";
    terminal->disk.full = true;
    terminal->say(closing(partly, "82000"));
    terminal->disk.full = false;
    CHECK(status_of(terminal->say(closing(partly, "82000"))) == "confirmed");
    CHECK(stored_entry(*terminal).state == EntryState::parked);
    CHECK(stored_entry(*terminal).parking()->loss == Money(12'000));
}

TEST_CASE(
    "an offline redemption that the disk refused did not happen: nothing is counted, and it can be asked for "
    "again") {
    Config config;
    config.offline.redemption.enabled = true;
    config.offline.redemption.per_terminal = Points(30'000);
    TestTerminal terminal(config);
    terminal.engine.dispatcher.settings(shop_settings());
    terminal.say(opened);
    terminal.say(by_phone);
    terminal.answer<loyalty::FindCustomer>(ann());
    terminal.cut_the_line();
    auto offer = terminal.say(asks_all);
    REQUIRE(status_of(offer) == "granted");
    terminal.disk.full = true;
    CHECK(status_of(terminal.say(payment_of(*offer))) == "not_stored");
    CHECK_FALSE(terminal.outbox->entry(EntryId("r/1"))->has_value());
    terminal.disk.full = false;
    const auto paid = terminal.say(payment_of(*offer));
    CHECK(status_of(paid) == "confirmed");
    CHECK(stored_entry(terminal).state == EntryState::pending);
    CHECK(terminal.outbox->limits()->offline_redemptions.size() == 1);
    CHECK(terminal.outbox->limits()->offline_redemptions.front().points == Points(30'000));
}

TEST_CASE("an offline redemption and its count are one commit: the disk has both or neither") {
    Config config;
    config.offline.redemption.enabled = true;
    TestTerminal terminal(config);
    terminal.engine.dispatcher.settings(shop_settings());
    terminal.say(opened);
    terminal.say(by_phone);
    terminal.answer<loyalty::FindCustomer>(ann());
    terminal.cut_the_line();
    const auto offer = terminal.say(asks_all);
    terminal.disk.held = true;
    CHECK(status_of(terminal.say(payment_of(*offer))) == "nothing yet");
    CHECK_FALSE(terminal.outbox->entry(EntryId("r/1"))->has_value());
    CHECK(terminal.outbox->limits()->offline_redemptions.empty());
    terminal.disk.held = false;
    terminal.disk.execute_all();
    terminal.settle();
    CHECK(terminal.outbox->entry(EntryId("r/1"))->has_value());
    CHECK(terminal.outbox->limits()->offline_redemptions.size() == 1);
}

}  // namespace tillpoints::testing
