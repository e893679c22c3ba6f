#include <catch2/catch.hpp>

#include "test_terminal.hpp"

/// A person's word on a receipt, taken by the dispatcher in the receipt's turn.
namespace tillpoints::testing {
namespace {

const std::string opening = R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale","shift":"17"})";
const std::string presenting =
    R"({"v":1,"event":"customer_presented","receipt_id":"r","by":"phone","value":"+79161234567",
        "positions":[{"id":"a","price":60000,"quantity":"1","sum":60000}]})";

/// A receipt of a known customer, open.
std::unique_ptr<TestTerminal> begun(bool enabled = true) {
    Config config;
    config.enabled = enabled;
    auto terminal = std::make_unique<TestTerminal>(config);
    loyalty::Settings settings;
    settings.currency = "RUB";
    settings.purchase_by_phone = true;
    terminal->engine.dispatcher.settings(settings);
    terminal->say(opening);
    terminal->say(presenting);
    loyalty::Found found;
    found.user.uid = CustomerUid("ann");
    terminal->answer<loyalty::FindCustomer>(found);
    return terminal;
}

/// The register starts again and knows nothing of it.
void forget(TestTerminal& terminal) {
    const auto reply =
        terminal.say(R"({"v":1,"event":"register_started","register":{"serial":"1"},"open":[],"closed":[]})");
    REQUIRE(dump(*reply->find("in_doubt")) == R"(["r"])");
}

Json resolve(TestTerminal& terminal, replay::CommandKind kind) {
    const replay::Command command{
        "00000000-0000-4000-8000-000000000001", kind, {}, "Aigul", "why", {}, ReceiptId("r")};
    std::optional<Json> answer;
    const auto report_result = [&](const std::string& text) { answer = parse_json(text).value(); };
    terminal.engine.dispatcher.resolve(
        command, std::make_shared<PendingReply>(
                     terminal.loop, "", terminal.loop.now() + std::chrono::seconds(3), report_result));
    terminal.settle();
    REQUIRE(answer.has_value());
    return *answer;
}

}  // namespace

TEST_CASE(
    "a command about a receipt that the register works on is refused, and about one it left in doubt carried "
    "out") {
    const auto terminal = begun();
    const auto early = resolve(*terminal, replay::CommandKind::receipt_cancelled);
    CHECK(text_in(early, "outcome") == "refused");
    CHECK(terminal->engine.dispatcher.is_open(ReceiptId("r")));
    forget(*terminal);
    CHECK(text_in(resolve(*terminal, replay::CommandKind::receipt_cancelled), "outcome") == "done");
}

TEST_CASE(
    "a command that the disk refused did not happen: the receipt is open, and the command can be given "
    "again") {
    const auto terminal = begun();
    forget(*terminal);
    terminal->disk.full = true;
    CHECK(text_in(resolve(*terminal, replay::CommandKind::receipt_closed), "status") == "not_stored");
    CHECK(terminal->engine.dispatcher.is_open(ReceiptId("r")));
    CHECK(terminal->outbox->entries_of(ReceiptId("r"))->empty());
    terminal->disk.full = false;
    CHECK(text_in(resolve(*terminal, replay::CommandKind::receipt_closed), "outcome") == "done");
    CHECK_FALSE(terminal->engine.dispatcher.is_open(ReceiptId("r")));
    CHECK(terminal->outbox->entries_of(ReceiptId("r"))->size() == 1);
    CHECK(std::holds_alternative<loyalty::CreateOperation>(terminal->next_call().call));
}

TEST_CASE("a command waits for its turn behind the events of the register") {
    const auto terminal = begun();
    forget(*terminal);
    terminal->disk.held = true;
    const auto cancelled =
        terminal->ask(R"({"v":1,"event":"receipt_cancelled","receipt_id":"r","reason":"left"})");
    const replay::Command late{"id",          replay::CommandKind::receipt_closed, {}, "Aigul", "why", {},
                               ReceiptId("r")};
    std::optional<Json> answer;
    const auto report_result = [&](const std::string& text) { answer = parse_json(text).value(); };
    terminal->engine.dispatcher.resolve(
        late, std::make_shared<PendingReply>(terminal->loop, "",
                                             terminal->loop.now() + std::chrono::seconds(3), report_result));
    terminal->settle();
    CHECK_FALSE(answer.has_value());
    terminal->disk.held = false;
    terminal->disk.execute_all();
    terminal->settle();
    CHECK(status_of(*cancelled) == "stored");
    CHECK(text_in(answer, "outcome") == "refused");
    CHECK(terminal->outbox->entries_of(ReceiptId("r"))->empty());
}

TEST_CASE("with loyalty switched off a command is carried out, and nothing is sent") {
    const auto terminal = begun(false);
    forget(*terminal);
    CHECK(text_in(resolve(*terminal, replay::CommandKind::receipt_closed), "outcome") == "done");
    CHECK(terminal->outbox->entries_of(ReceiptId("r"))->size() == 1);
    CHECK_FALSE(terminal->is_asked());
}

}  // namespace tillpoints::testing
