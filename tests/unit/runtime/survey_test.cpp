#include <catch2/catch.hpp>
#include <set>

#include "plugin/entries/number.hpp"
#include "plugin/sender/cloud_time.hpp"
#include "test_terminal.hpp"

/// What the sender does after a start with a database that may be older than the cloud.
namespace tillpoints::testing {
namespace {

/// A terminal whose database an earlier run left with these entries.
struct Restarted {
    explicit Restarted(const std::vector<std::string>& receipts) {
        Batch batch;
        for (const auto& receipt : receipts) batch.entries.push_back(waiting(receipt));
        terminal.outbox->commit(batch).value();
        terminal.restart();
    }
    OutboxEntry waiting(const std::string& receipt) const { return terminal.numbered(sale(receipt)); }
    EntryState state_of(const std::string& receipt) {
        return terminal.outbox->entry(EntryId(receipt + "/1"))->value().state;
    }
    TestTerminal terminal{without_horizon()};
};

}  // namespace

TEST_CASE("after a start one look-up is made for all pending entries, before the first of them is sent") {
    Restarted shop({"a", "b", "c"});
    CHECK(shop.terminal.line.asked.size() == 1);
    shop.terminal.answer<loyalty::ListOperations>(
        loyalty::OperationPage{{operation_of(shop.waiting("b"), 7)}, {}, {}});
    CHECK(shop.state_of("b") == EntryState::confirmed);
    std::set<std::string> sent;
    while (shop.terminal.is_asked()) {
        const auto call = std::get<loyalty::CreateOperation>(shop.terminal.next_call().call);
        sent.insert(parts_of(*call.number).receipt);
    }
    CHECK_FALSE(sent.contains("b"));
    CHECK(sent.contains("a"));
}

TEST_CASE("a look-up after a start that is interrupted goes on where it stopped") {
    Restarted shop({"a"});
    shop.terminal.answer<loyalty::ListOperations>(loyalty::OperationPage{{}, "two", {}});
    const auto second = shop.terminal.next_call();
    CHECK(std::get<loyalty::ListOperations>(second.call).cursor == "two");
    second.done({replay::Unanswered{Errc::timed_out, false}, {}});
    shop.terminal.settle();
    CHECK(shop.state_of("a") == EntryState::pending);
    shop.terminal.engine.sender.report_result({loyalty::Answer(loyalty::Settings{}), {}});
    shop.terminal.settle();
    CHECK(shop.state_of("a") == EntryState::pending);
}

TEST_CASE("a list that cannot be read completely stops no queue that nothing speaks against") {
    Restarted shop({"a"});
    loyalty::OperationPage page;
    page.unread.push_back({OperationId{3}, {}, {}, true, "state"});
    shop.terminal.answer<loyalty::ListOperations>(page);
    CHECK(shop.state_of("a") == EntryState::sent);
}

TEST_CASE("a new installation has nothing to compare: its first entries are sent at once") {
    Restarted shop(std::vector<std::string>{});
    CHECK_FALSE(shop.terminal.is_asked());
}

TEST_CASE("the cloud's time is noted with what is stored") {
    TestTerminal terminal;
    terminal.clock.learn(at(5'000'000));
    terminal.say(R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale"})");
    terminal.loop.ring();
    CHECK(stored_cloud_time(*terminal.outbox) == at(5'000'000));
}

}  // namespace tillpoints::testing
