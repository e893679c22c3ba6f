#include "plugin/operator/operator_commands.hpp"

#include <sqlite3.h>

#include <catch2/catch.hpp>

#include "plugin/entries/transition.hpp"
#include "plugin/sender/cloud_time.hpp"
#include "test_terminal.hpp"

/// The operator commands beside a box that other processes use.
namespace tillpoints::testing {
namespace {

/// Another process that has the inbox to itself, and leaves it as it was.
class Occupied {
  public:
    explicit Occupied(const std::string& file) {
        sqlite3_open(file.c_str(), &database_);
        REQUIRE(sqlite3_exec(database_, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    ~Occupied() { sqlite3_close(database_); }

  private:
    sqlite3* database_ = nullptr;
};

OutboxEntry parked_sale(const TestTerminal& terminal) {
    OutboxEntry entry = terminal.numbered(sale("a"));
    park(entry, {Errc::not_found, "why", Money(100)});
    return entry;
}

/// A command to cancel the parked entry a/1 of a terminal, and what carries it out.
struct Cancelling {
    Cancelling() {
        Batch batch;
        batch.entries.push_back(parked_sale(terminal));
        batch.values.emplace_back(cloud_time_name, "1000000");
        store(*terminal.outbox, batch);
        REQUIRE(
            CommandInbox::open(inbox).value()->put(id, dump(replay::to_json(command)), at(10)).has_value());
    }
    EntryState state() const { return terminal.outbox->entry(EntryId("a/1")).value()->state; }
    bool answered() const { return CommandInbox::open(inbox).value()->answer_to(id).value().has_value(); }

    const std::string id = "00000000-0000-4000-8000-000000000001";
    const replay::Command command{id, replay::CommandKind::cancel, EntryId("a/1"), "Aigul", "a mistake", {}};
    TestTerminal terminal{without_horizon()};
    const CommandInbox::Options inbox{(terminal.shop.folder() / "commands.db").string(),
                                      terminal.shop.key_file(), std::chrono::milliseconds(0)};
    OperatorCommands operator_commands{
        {terminal.config, terminal.loop, terminal.clock, terminal.provider, terminal.disk, *terminal.log,
         [] { return "a-nonce"; }, [] { return std::uint64_t(4); }},
        terminal.engine,
        inbox};
};

}  // namespace

TEST_CASE(
    "a command is carried out however long another process kept the inbox, although the file's stamp is "
    "unchanged") {
    Cancelling shop;
    shop.terminal.engine.resume({});
    {
        const Occupied occupied(shop.inbox.file);
        shop.operator_commands.start();
        shop.terminal.settle();
        for (int look = 0; look < 5; ++look) shop.terminal.loop.ring();
        CHECK(shop.state() == EntryState::parked);
    }
    shop.terminal.loop.ring();
    CHECK(shop.state() == EntryState::cancelled);
    CHECK(shop.answered());
    shop.operator_commands.stop();
}

TEST_CASE("a cancel waits until the database of an earlier run is compared with the cloud") {
    Cancelling shop;
    auto& terminal = shop.terminal;
    terminal.restart();
    shop.operator_commands.start();
    terminal.settle();
    terminal.loop.ring();
    CHECK(shop.state() == EntryState::parked);
    CHECK_FALSE(shop.answered());
    SECTION("what the cloud does not have is cancelled") {
        terminal.answer<loyalty::ListOperations>(loyalty::OperationPage{});
        terminal.loop.ring();
        CHECK(shop.state() == EntryState::cancelled);
    }
    SECTION("what the cloud has stays parked") {
        const auto entry = terminal.outbox->entry(EntryId("a/1")).value().value();
        terminal.answer<loyalty::ListOperations>(loyalty::OperationPage{{operation_of(entry, 7)}, {}, {}});
        terminal.loop.ring();
        CHECK(shop.state() == EntryState::parked);
        CHECK(terminal.outbox->entry(EntryId("a/1")).value()->first_sent.has_value());
    }
    CHECK(shop.answered());
    shop.operator_commands.stop();
}

}  // namespace tillpoints::testing
