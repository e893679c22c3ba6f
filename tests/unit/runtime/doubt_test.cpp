#include <catch2/catch.hpp>

#include "test_terminal.hpp"

/// Rule 2 across a restart after which the terminal's clock says something else.
namespace tillpoints::testing {
namespace {

using std::chrono::hours;

const Timestamp opened_at = *parse_timestamp("2016-01-01T00:00:00Z");
const Timestamp opened_by_cloud = *parse_timestamp("2026-03-02T09:00:00Z");

/// A terminal that finds a receipt an earlier run left open, by whose clock it was opened years ago.
std::unique_ptr<TestTerminal> restarted() {
    auto terminal = std::make_unique<TestTerminal>();
    till::ReceiptOpened event;
    event.receipt = ReceiptId("r");
    const auto session = session::opened(event, opened_at, opened_by_cloud);
    Batch batch;
    batch.sessions.push_back({event.receipt, "17", false, opened_at, dump(session::to_json(session))});
    REQUIRE(terminal->outbox->commit(batch).has_value());
    terminal->engine.resume(read_stored_state(*terminal->outbox).value());
    return terminal;
}

/// The register knows nothing of the receipt; its lists reach back three days.
std::optional<Json> start(TestTerminal& terminal) {
    const auto since = to_text(terminal.clock.now().local - hours(72));
    return terminal.say(
        R"({"v":1,"event":"register_started","register":{"serial":"1"},"open":[],"closed":[],"complete_since":")" +
        since + "\"}");
}

void hear_the_cloud(TestTerminal& terminal, Timestamp time) {
    terminal.clock.learn(time);
    loyalty::Settings settings;
    settings.currency = "RUB";
    terminal.engine.dispatcher.settings(settings);
    terminal.settle();
}

bool finished(TestTerminal& terminal) {
    return terminal.outbox->session(ReceiptId("r")).value()->finished;
}

}  // namespace

TEST_CASE("rule 2: a receipt in doubt after the clock was set is settled when the cloud has told its time") {
    auto terminal = restarted();
    const auto reply = start(*terminal);
    CHECK(dump(*reply->find("in_doubt")) == R"(["r"])");
    CHECK_FALSE(finished(*terminal));
    hear_the_cloud(*terminal, opened_by_cloud + hours(1));
    CHECK(finished(*terminal));
}

TEST_CASE(
    "rule 2: a receipt opened before the lists begin stays in doubt, whatever the terminal's clock says") {
    auto terminal = restarted();
    start(*terminal);
    hear_the_cloud(*terminal, opened_by_cloud + hours(100));
    CHECK_FALSE(finished(*terminal));
}

TEST_CASE("rule 2: a receipt that the register sends an event of is no longer in doubt") {
    auto terminal = restarted();
    start(*terminal);
    terminal->say(R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale","shift":"17"})");
    hear_the_cloud(*terminal, opened_by_cloud + hours(1));
    CHECK_FALSE(finished(*terminal));
}

TEST_CASE("a receipt that the register lists with a wrong sum is named in the reply and stays in doubt") {
    auto terminal = restarted();
    const auto listed = [&](const std::string& event, const std::string& id) {
        return terminal->say(
            R"({"v":1,"event":")" + event + R"(","register":{"serial":"1"},"complete_since":")" +
            to_text(terminal->clock.now().local - hours(72)) + R"(","closed":[{"receipt_id":)" + id +
            R"(,"positions":[],"total":1,"closed_at":"2026-03-02T09:00:00Z"}]})");
    };
    for (const auto* id : {R"("r")", "7"}) {
        INFO(id);
        const auto reply = listed("register_started", id);
        CHECK(status_of(reply) == "ok");
        CHECK(dump(*reply->find("in_doubt")) == R"(["r"])");
        REQUIRE(reply->find("not_taken"));
        const auto& odd = reply->find("not_taken")->items()->front();
        CHECK(dump(*odd.find("receipt_id")) == (std::string(id) == "7" ? "null" : id));
        CHECK(text_in(*odd.find("error"), "where") ==
              (std::string(id) == "7" ? "closed[0].receipt_id" : "closed[0].total"));
        hear_the_cloud(*terminal, opened_by_cloud + hours(1));
        CHECK_FALSE(finished(*terminal));
    }
    const auto shift = listed("shift_closed", R"("r")");
    CHECK(status_of(shift) == "ok");
    CHECK(shift->find("not_taken")->items()->size() == 1);
}

TEST_CASE("a line a kopeck off costs a listed receipt no loyalty, and the reply names the line") {
    for (const auto* event : {"register_started", "shift_closed"}) {
        auto terminal = restarted();
        const auto reply = terminal->say(
            R"({"v":1,"event":")" + std::string(event) +
            R"(","register":{"serial":"1"},"closed":[{"receipt_id":"r","positions":[)"
            R"({"id":"a","price":9999,"quantity":"0.187","sum":1871}],"total":1871,"closed_at":"2026-03-02T09:00:00Z"},)"
            R"({"receipt_id":"s","positions":[],"total":0,"closed_at":"2026-03-02T09:00:00Z"}]})");
        CHECK(status_of(reply) == "ok");
        CHECK_FALSE(reply->find("not_taken"));
        REQUIRE(reply->find("left_alone"));
        CHECK(dump(*reply->find("left_alone")) ==
              R"([{"receipt_id":"r","id":"a","reason":"price, quantity and sum disagree"}])");
        CHECK(finished(*terminal));
    }
}

}  // namespace tillpoints::testing
