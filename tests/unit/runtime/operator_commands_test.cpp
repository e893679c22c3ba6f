#include "plugin/operator/operator_commands.hpp"
#include "plugin/entries/transition.hpp"

#include <sqlite3.h>

#include <catch2/catch.hpp>

#include "counter.hpp"

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

OutboxEntry parked_sale() {
    OutboxEntry entry = sale("a");
    park(entry, {Errc::not_found, "why", Money(100)});
    return entry;
}

}  // namespace

TEST_CASE(
    "a command is carried out however long another process kept the inbox, although the file's stamp is "
    "unchanged") {
    Counter counter;
    store(*counter.outbox, parked_sale());
    const CommandInbox::Options options{(counter.shop.folder() / "commands.db").string(),
                                        counter.shop.key_file(), std::chrono::milliseconds(0)};
    const std::string id = "00000000-0000-4000-8000-000000000001";
    const replay::Command cancel{id, replay::CommandKind::cancel, EntryId("a/1"), "Aigul", "a mistake", {}};
    REQUIRE(CommandInbox::open(options).value()->put(id, dump(replay::to_json(cancel)), at(10)).has_value());
    OperatorCommands operator_commands(
        {counter.config, counter.loop, counter.clock, counter.provider, counter.disk, *counter.log,
         [] { return "a-nonce"; }, [] { return std::uint64_t(4); }},
        counter.engine, options);
    {
        const Occupied occupied(options.file);
        operator_commands.start();
        counter.settle();
        for (int look = 0; look < 5; ++look) counter.loop.ring();
        CHECK(counter.outbox->entry(EntryId("a/1")).value()->state == EntryState::parked);
    }
    counter.loop.ring();
    CHECK(counter.outbox->entry(EntryId("a/1")).value()->state == EntryState::cancelled);
    CHECK(CommandInbox::open(options).value()->answer_to(id).value().has_value());
    operator_commands.stop();
}

}  // namespace tillpoints::testing
