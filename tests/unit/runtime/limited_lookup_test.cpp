#include <catch2/catch.hpp>

#include "plugin/texts/texts.hpp"
#include "test_terminal.hpp"

/// The cloud limits failed look-ups of customers: a 429 to a question says nothing about the customer, and
/// nothing about the way of the entries.
namespace tillpoints::testing {
namespace {

constexpr const char* head = R"({"v":1,"receipt_id":"r","event":)";

std::optional<Json> present(TestTerminal& terminal, const std::string& who) {
    terminal.say(std::string(head) + R"("receipt_opened","kind":"sale","shift":"17"})");
    const auto reply = terminal.ask(std::string(head) + R"("customer_presented",)" + who + "}");
    const auto asked = terminal.next_call();
    REQUIRE(std::holds_alternative<loyalty::FindCustomer>(asked.call));
    const loyalty::Refusal limited{429, Errc::too_many_requests, "tooManyRequests", "", {}};
    asked.done({loyalty::Answer(limited), std::chrono::seconds(600)});
    terminal.settle();
    return *reply;
}

}  // namespace

TEST_CASE("a 429 to the look-up of a code tells the cashier to try later, not that the customer is unknown") {
    TestTerminal terminal;
    const auto reply = present(terminal, R"("by":"code","value":"123456")").value();
    CHECK(*reply.find("status")->string() == "offline");
    CHECK_FALSE(*reply.find("will_award")->boolean());
    CHECK(*reply.find("text")->string() == texts::refusal(terminal.config.language, Errc::too_many_requests));
}

TEST_CASE("a 429 to the look-up of a phone leaves the purchase to be awarded, and is no unregistered phone") {
    TestTerminal terminal;
    const auto reply = present(terminal, R"("by":"phone","value":"+79161234567")").value();
    CHECK(*reply.find("status")->string() == "offline");
    CHECK(*reply.find("will_award")->boolean());
}

TEST_CASE("a 429 to a question neither breaks the link nor lets the queue rest: the award is sent at once") {
    TestTerminal terminal;
    present(terminal, R"("by":"phone","value":"+79161234567")");
    CHECK(terminal.engine.sender.online());
    const auto closed = terminal.say(std::string(head) +
                                     R"("receipt_closed","closed_at":"2026-01-31T08:05:09Z","total":1000,)"
                                     R"("positions":[{"id":"a","price":1000,"quantity":"1","sum":1000}]})");
    REQUIRE(status_of(closed) == "stored");
    REQUIRE(terminal.is_asked());
    CHECK(std::holds_alternative<loyalty::CreateOperation>(terminal.next_call().call));
}

}  // namespace tillpoints::testing
