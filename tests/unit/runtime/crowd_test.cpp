#include <catch2/catch.hpp>
#include <stdexcept>

#include "test_terminal.hpp"

/// A register that says more than can be done, and work that throws.
namespace tillpoints::testing {
namespace {

std::string of_receipt(const std::string& event, const std::string& receipt) {
    return R"({"v":1,"event":")" + event + R"(","receipt_id":")" + receipt +
           R"(","kind":"sale","reason":"left"})";
}

}  // namespace

TEST_CASE("events beyond what one receipt may have waiting are answered busy in their turn") {
    TestTerminal terminal;
    terminal.disk.held = true;
    CHECK(status_of(terminal.say(of_receipt("receipt_opened", "r"))) == "nothing yet");
    for (int i = 0; i < 64; ++i)
        CHECK(status_of(terminal.say(of_receipt("customer_removed", "r"))) == "nothing yet");
    const auto refused = terminal.ask(of_receipt("receipt_cancelled", "r"));
    CHECK(status_of(*refused) == "nothing yet");
    CHECK(status_of(terminal.say(of_receipt("receipt_opened", "s"))) == "nothing yet");
    terminal.disk.held = false;
    terminal.disk.execute_all();
    terminal.settle();
    CHECK(status_of(*refused) == "not_stored");
    CHECK(text_in(*refused, "reason") == "busy");
    CHECK(status_of(terminal.say(of_receipt("receipt_cancelled", "r"))) == "stored");
}

TEST_CASE("events beyond what all receipts together may have waiting are answered busy") {
    TestTerminal terminal;
    terminal.disk.held = true;
    int waiting = 0;
    for (int receipt = 0; receipt < 40; ++receipt)
        for (int i = 0; i < 40; ++i)
            waiting += status_of(terminal.say(of_receipt("receipt_opened", "r" + std::to_string(receipt)))) ==
                       "nothing yet";
    CHECK(waiting >= 1'024);
    CHECK(waiting <= 1'024 + 2 * 40);  // those behind a receipt's waiting ones are turned away in their turn
    CHECK(text_in(terminal.say(of_receipt("receipt_opened", "another")), "reason") == "busy");
}

TEST_CASE(
    "work on the disk that throws is answered as a failure, so that its caller does not wait for ever") {
    TestTerminal terminal;
    std::optional<Result<int>> heard;
    ask<int>(
        terminal.disk, [](Outbox&) -> Result<int> { throw std::runtime_error("a defect"); },
        [&](const Result<int>& answer) { heard = answer; });
    terminal.settle();
    REQUIRE(heard.has_value());
    REQUIRE_FALSE(heard->has_value());
    CHECK(heard->error().code == Errc::storage_failed);
    CHECK(heard->error().found == "a defect");
}

}  // namespace tillpoints::testing
