#include <catch2/catch.hpp>

#include "plugin/entries/number.hpp"
#include "test_terminal.hpp"

/// A queue larger than memory: the rest waits on the disk, and all of it reaches the cloud.
namespace tillpoints::testing {
namespace {

constexpr int receipts = 10;

std::string receipt(int i) {
    return "r" + std::to_string(i);
}

/// Sells to a customer of its own for every receipt, without network.
void sell_offline(TestTerminal& terminal) {
    terminal.cut_the_line();
    for (int i = 0; i < receipts; ++i) {
        const std::string head = R"({"v":1,"receipt_id":")" + receipt(i) + R"(","event":)";
        terminal.say(head + R"("receipt_opened","kind":"sale","shift":"17"})");
        terminal.say(head + R"("customer_presented","by":"phone","value":"+7916123456)" + std::to_string(i) +
                     R"("})");
        const auto closed =
            terminal.say(head + R"("receipt_closed","closed_at":"2026-01-31T08:05:09Z","total":1000,)"
                                R"("positions":[{"id":"a","price":1000,"quantity":"1","sum":1000}]})");
        REQUIRE(status_of(closed) == "stored");
    }
}

void restore_the_line(TestTerminal& terminal) {
    terminal.engine.sender.report_result({loyalty::Answer(loyalty::Settings{}), {}});
    terminal.settle();
}

loyalty::Answer booked(const loyalty::CreateOperation& call, std::int64_t id) {
    loyalty::Operation operation;
    operation.id = OperationId{id};
    operation.total = call.total;
    operation.cash = call.cash;
    operation.receipt_number = call.number;
    return operation;
}

std::vector<EntryState> states(TestTerminal& terminal) {
    std::vector<EntryState> out;
    for (int i = 0; i < receipts; ++i)
        out.push_back(terminal.outbox->entry(EntryId(receipt(i) + "/1"))->value().state);
    return out;
}

}  // namespace

TEST_CASE("more entries than memory holds are sent all, in order, and no more are held than the window") {
    TestTerminal terminal({}, {3, 2});
    sell_offline(terminal);
    CHECK(terminal.engine.sender.held() == 3);
    restore_the_line(terminal);
    std::int64_t sent = 0;
    while (terminal.is_asked()) {
        const auto asked = terminal.next_call();
        const auto& call = std::get<loyalty::CreateOperation>(asked.call);
        CHECK(parts_of(call.number.value()).receipt == receipt(static_cast<int>(sent)));
        CHECK(terminal.engine.sender.held() <= 5);  // a window, and the two that began the refill
        asked.done({booked(call, ++sent), {}});
        terminal.settle();
    }
    CHECK(sent == receipts);
    CHECK(states(terminal) == std::vector<EntryState>(receipts, EntryState::confirmed));
    CHECK(terminal.engine.sender.held() == 0);
}

TEST_CASE("parked entries fill no window: what is behind them on the disk is read in and sent") {
    TestTerminal terminal({}, {2, 1});
    sell_offline(terminal);
    restore_the_line(terminal);
    std::int64_t sent = 0;
    while (terminal.is_asked()) {
        const auto asked = terminal.next_call();
        const auto& call = std::get<loyalty::CreateOperation>(asked.call);
        const bool refused = ++sent <= 4;
        asked.done({refused ? loyalty::Answer(loyalty::Refusal{404, Errc::not_found, "notFound", "", {}})
                            : booked(call, sent),
                    {}});
        terminal.settle();
    }
    auto expected = std::vector<EntryState>(receipts, EntryState::confirmed);
    std::fill_n(expected.begin(), 4, EntryState::parked);
    CHECK(states(terminal) == expected);
}

TEST_CASE(
    "a start with more entries on the disk than memory holds reads in the first ones, then the others") {
    TestTerminal before({}, {3, 2});
    sell_offline(before);
    const auto stored_state = read_stored_state(*before.outbox, 3).value();
    CHECK(stored_state.entries.size() == 3);
    CHECK_FALSE(stored_state.complete);
    CHECK(read_stored_state(*before.outbox, receipts + 1).value().complete);
}

}  // namespace tillpoints::testing
