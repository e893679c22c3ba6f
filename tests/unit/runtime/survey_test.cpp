#include <catch2/catch.hpp>
#include <set>

#include "plugin/entries/number.hpp"
#include "plugin/entries/transition.hpp"
#include "plugin/replay/command.hpp"
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
    CHECK(std::holds_alternative<loyalty::CreateOperation>(shop.terminal.next_call().call));
}

TEST_CASE("what the survey finds of entries that are not read in yet is stored at once") {
    TestTerminal terminal(without_horizon(), {2, 1});
    Batch batch;
    for (const std::string receipt : {"a", "b", "c"})
        batch.entries.push_back(terminal.numbered(sale(receipt)));
    terminal.outbox->commit(batch).value();
    terminal.engine.resume(read_stored_state(*terminal.outbox, 2).value());
    terminal.engine.sender.report_result({loyalty::Answer(loyalty::Settings{}), {}});
    terminal.engine.sender.pump();
    terminal.settle();
    const auto& last = batch.entries.back();
    terminal.answer<loyalty::ListOperations>(loyalty::OperationPage{{operation_of(last, 9)}, {}, {}});
    CHECK(terminal.outbox->entry(last.id).value()->state == EntryState::confirmed);
}

TEST_CASE("what this run has just sent makes no survey take the database for an old one") {
    Restarted shop({"a"});
    auto entry = shop.waiting("b");
    entry.customer = "another";
    Batch batch;
    batch.entries.push_back(entry);
    shop.terminal.outbox->commit(batch).value();
    shop.terminal.engine.sender.add(entry);
    shop.terminal.settle();
    shop.terminal.answer<loyalty::ListOperations>(loyalty::OperationPage{{operation_of(entry, 7)}, {}, {}});
    CHECK(shop.terminal.engine.sender.compared());
    CHECK_FALSE(shop.terminal.engine.sender.disk_is_behind(entry.id));
}

TEST_CASE(
    "an entry that is parked after the start, before the survey, is marked as sent if the cloud has it") {
    Restarted shop({"a"});
    // The register's list told of a printed discount that the restored database had not redeemed.
    auto entry = shop.waiting("b");
    entry.customer = "another";
    park(entry, {Errc::does_not_add_up, "printed, and not redeemed", Money(100)});
    Batch batch;
    batch.entries.push_back(entry);
    shop.terminal.outbox->commit(batch).value();
    shop.terminal.engine.sender.add(entry, false);
    shop.terminal.settle();
    shop.terminal.answer<loyalty::ListOperations>(loyalty::OperationPage{{operation_of(entry, 7)}, {}, {}});
    const auto stored = shop.terminal.outbox->entry(entry.id).value();
    CHECK(stored->state == EntryState::parked);
    CHECK(stored->first_sent.has_value());
    CHECK_FALSE(replay::certainly_absent(*stored));
    CHECK_FALSE(shop.terminal.engine.sender.disk_is_behind(entry.id));
}

TEST_CASE("between the survey and the storing of what it found, the disk is known to be behind") {
    Restarted shop({"a"});
    shop.terminal.disk.full = true;
    const auto entry = shop.waiting("a");
    shop.terminal.answer<loyalty::ListOperations>(loyalty::OperationPage{{operation_of(entry, 7)}, {}, {}});
    CHECK(shop.terminal.engine.sender.disk_is_behind(entry.id));
}

TEST_CASE("without a noted time nothing is taken for compared, whatever the entries say of their sends") {
    TestTerminal terminal;
    Batch batch;
    batch.entries.push_back(terminal.numbered(sale("a")));
    batch.entries.front().last_sent = SentAt{at(1), at(5'000'000)};
    terminal.outbox->commit(batch).value();
    CHECK_FALSE(read_stored_state(*terminal.outbox)->cloud_time.has_value());
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
