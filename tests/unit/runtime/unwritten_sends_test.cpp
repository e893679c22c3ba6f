#include <catch2/catch.hpp>

#include "plugin/sender/cloud_time.hpp"
#include "test_terminal.hpp"

/// A purchase is stored once and sent without a second write: that it was sent is stored with what becomes of
/// it.
namespace tillpoints::testing {
namespace {

const CallResult no_answer{replay::Unanswered{Errc::timed_out, false}, {}};

/// A terminal that has just sent the purchase of receipt r.
struct Sending {
    Sending() {
        terminal.clock.learn(at(5'000'000));
        terminal.restart();
        const auto entry = terminal.numbered(sale("r"));
        Batch batch;
        batch.entries.push_back(entry);
        terminal.outbox->commit(batch).value();
        terminal.engine.sender.add(entry);
        terminal.settle();
        call = terminal.next_call();
    }
    void ends(const CallResult& result) {
        call.done(result);
        terminal.settle();
    }
    EntryState stored_state() { return terminal.outbox->entry(id).value()->state; }

    const EntryId id{"r/1"};
    TestTerminal terminal;
    ScriptedClient::Asked call;
};

}  // namespace

TEST_CASE("while a purchase is under way the disk calls it pending, and an unclear end is stored as sent") {
    Sending sending;
    CHECK(std::holds_alternative<loyalty::CreateOperation>(sending.call.call));
    CHECK(sending.stored_state() == EntryState::pending);
    sending.ends(no_answer);
    CHECK(sending.stored_state() == EntryState::sent);
    CHECK_FALSE(sending.terminal.engine.sender.in_flight(sending.id));
}

TEST_CASE("a confirmed purchase is stored as confirmed, with the moment of its send in the journal") {
    Sending sending;
    const auto purchase = *sending.terminal.outbox->entry(sending.id).value();
    sending.ends({loyalty::Answer(operation_of(purchase, 7)), {}});
    CHECK(sending.stored_state() == EntryState::confirmed);
    const auto journal = sending.terminal.outbox->journal_of(ReceiptId("r")).value();
    REQUIRE(journal.size() >= 2);
    CHECK(journal[journal.size() - 2].what == "sent");
    CHECK(journal.back().what == "confirmed");
}

TEST_CASE("operator commands wait for a purchase of which the disk does not know that it was sent") {
    Sending sending;
    sending.terminal.disk.full = true;
    sending.ends(no_answer);
    CHECK(sending.stored_state() == EntryState::pending);
    CHECK(sending.terminal.engine.sender.in_flight(sending.id));
}

TEST_CASE(
    "the cloud's time is not noted beyond a send that is not stored, so that the next survey finds it") {
    Sending sending;
    sending.terminal.clock.learn(at(9'000'000));
    Batch batch;
    sending.terminal.engine.sender.note_cloud_time(batch);
    const auto sent_at = std::to_string(at(5'000'000).time_since_epoch().count());
    for (const auto& [name, value] : batch.values) CHECK((name != cloud_time_name || value == sent_at));
    sending.ends(no_answer);
    CHECK(stored_cloud_time(*sending.terminal.outbox) == at(9'000'000));
}

}  // namespace tillpoints::testing
