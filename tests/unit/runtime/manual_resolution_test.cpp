#include <catch2/catch.hpp>

#include "counter.hpp"

/// A person's word on a receipt, taken by the dispatcher in the receipt's turn.
namespace tillpoints::testing {
namespace {

const std::string opening = R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale","shift":"17"})";
const std::string presenting =
    R"({"v":1,"event":"customer_presented","receipt_id":"r","by":"phone","value":"+79161234567",
        "positions":[{"id":"a","price":60000,"quantity":"1","sum":60000}]})";

/// A receipt of a known customer, open.
std::unique_ptr<Counter> begun(bool enabled = true) {
    Config config;
    config.enabled = enabled;
    auto counter = std::make_unique<Counter>(config);
    loyalty::Settings settings;
    settings.currency = "RUB";
    settings.purchase_by_phone = true;
    counter->engine.dispatcher.settings(settings);
    counter->say(opening);
    counter->say(presenting);
    loyalty::Found found;
    found.user.uid = CustomerUid("ann");
    counter->answer<loyalty::FindCustomer>(found);
    return counter;
}

/// The register starts again and knows nothing of it.
void forget(Counter& counter) {
    const auto reply =
        counter.say(R"({"v":1,"event":"register_started","register":{"serial":"1"},"open":[],"closed":[]})");
    REQUIRE(dump(*reply->find("in_doubt")) == R"(["r"])");
}

Json resolve(Counter& counter, replay::CommandKind kind) {
    const replay::Command command{
        "00000000-0000-4000-8000-000000000001", kind, {}, "Aigul", "why", {}, ReceiptId("r")};
    std::optional<Json> answer;
    const auto report_result = [&](const std::string& text) { answer = parse_json(text).value(); };
    counter.engine.dispatcher.resolve(
        command, std::make_shared<PendingReply>(counter.loop, "",
                                                counter.loop.now() + std::chrono::seconds(3), report_result));
    counter.settle();
    REQUIRE(answer.has_value());
    return *answer;
}

}  // namespace

TEST_CASE(
    "a command about a receipt that the register works on is refused, and about one it left in doubt carried "
    "out") {
    const auto counter = begun();
    const auto early = resolve(*counter, replay::CommandKind::receipt_cancelled);
    CHECK(text_in(early, "outcome") == "refused");
    CHECK(counter->engine.dispatcher.is_open(ReceiptId("r")));
    forget(*counter);
    CHECK(text_in(resolve(*counter, replay::CommandKind::receipt_cancelled), "outcome") == "done");
}

TEST_CASE(
    "a command that the disk refused did not happen: the receipt is open, and the command can be given "
    "again") {
    const auto counter = begun();
    forget(*counter);
    counter->disk.full = true;
    CHECK(text_in(resolve(*counter, replay::CommandKind::receipt_closed), "status") == "not_stored");
    CHECK(counter->engine.dispatcher.is_open(ReceiptId("r")));
    CHECK(counter->outbox->entries_of(ReceiptId("r"))->empty());
    counter->disk.full = false;
    CHECK(text_in(resolve(*counter, replay::CommandKind::receipt_closed), "outcome") == "done");
    CHECK_FALSE(counter->engine.dispatcher.is_open(ReceiptId("r")));
    CHECK(counter->outbox->entries_of(ReceiptId("r"))->size() == 1);
    CHECK(std::holds_alternative<loyalty::CreateOperation>(counter->next_call().call));
}

TEST_CASE("a command waits for its turn behind the events of the register") {
    const auto counter = begun();
    forget(*counter);
    counter->disk.held = true;
    const auto cancelled =
        counter->ask(R"({"v":1,"event":"receipt_cancelled","receipt_id":"r","reason":"left"})");
    const replay::Command late{"id",          replay::CommandKind::receipt_closed, {}, "Aigul", "why", {},
                               ReceiptId("r")};
    std::optional<Json> answer;
    const auto report_result = [&](const std::string& text) { answer = parse_json(text).value(); };
    counter->engine.dispatcher.resolve(
        late, std::make_shared<PendingReply>(counter->loop, "", counter->loop.now() + std::chrono::seconds(3),
                                             report_result));
    counter->settle();
    CHECK_FALSE(answer.has_value());
    counter->disk.held = false;
    counter->disk.execute_all();
    counter->settle();
    CHECK(status_of(*cancelled) == "stored");
    CHECK(text_in(answer, "outcome") == "refused");
    CHECK(counter->outbox->entries_of(ReceiptId("r"))->empty());
}

TEST_CASE("with loyalty switched off a command is carried out, and nothing is sent") {
    const auto counter = begun(false);
    forget(*counter);
    CHECK(text_in(resolve(*counter, replay::CommandKind::receipt_closed), "outcome") == "done");
    CHECK(counter->outbox->entries_of(ReceiptId("r"))->size() == 1);
    CHECK_FALSE(counter->is_asked());
}

}  // namespace tillpoints::testing
