#include <catch2/catch.hpp>

#include "recorded_disk.hpp"
#include "sample_entries.hpp"

/// Upgrade and roll-back with pending entries.
namespace tillpoints::testing {
namespace {

/// A database as layout 1 left it: built by its recorded SQL.
void leave_layout_1(const Shop& shop) {
    write_bytes(shop.key_file(), std::string(32, '\0'));
    write_bytes(shop.file(), "");
    shop.meddle(bytes_of(std::string(TILLPOINTS_TEST_DATA) + "/outbox/layout-1.sql"));
}

std::vector<OutboxEntry> recorded_entries() {
    return {sale_with_everything("everything"),
            sale("pending"),
            in_state(sale("sent"), EntryState::sent),
            in_state(sale("confirmed"), EntryState::confirmed),
            in_state(sale("unwanted"), EntryState::confirmed, Wanted::withdraw),
            in_state(sale("reversal"), EntryState::reversal_sent, Wanted::withdraw),
            refund_of(sale("confirmed"), "back"),
            in_state(sale("withdrawn"), EntryState::withdrawn),
            in_state(sale("given-up"), EntryState::written_off)};
}

void holds_all_that_was_recorded(Outbox& outbox) {
    CHECK(all_entries(outbox) == recorded_entries());
    CHECK(outbox.unsettled(100)->size() == 6);
    CHECK(outbox.counts()->pending == 2);
    CHECK(outbox.counts()->confirmed == 1);
    CHECK(outbox.counts()->given_up == 1);
    CHECK(outbox.counts()->quarantined == 0);
    CHECK(outbox.unfinished_sessions()->at(0).state == "a session");
    CHECK(outbox.journal_of(ReceiptId("pending"))->at(0).what == "stored");
    CHECK(outbox.shift_totals("17")->receipts == 1);
    CHECK(outbox.value("settings").value() == "kept");
}

}  // namespace

TEST_CASE("an outbox of layout 1 is migrated with every entry, session, journal line and value") {
    const Shop shop;
    leave_layout_1(shop);
    {
        const auto outbox = shop.open();
        holds_all_that_was_recorded(*outbox);
        store(*outbox, sale("new"));
    }
    CHECK(shop.ask("PRAGMA user_version") != "1");
    CHECK(shop.ask("PRAGMA integrity_check") == "ok");
    CHECK(shop.open()->unsettled(100)->size() == 7);
}

TEST_CASE("a migration that fails at any write or sync leaves the old layout or the new, with all entries") {
    for (std::size_t first = 0;; ++first) {
        const Shop shop(Place::memory);
        leave_layout_1(shop);
        RecordedDisk disk;
        auto options = shop.options();
        options.vfs = disk.vfs();
        disk.fail(first, 1'000'000, SQLITE_IOERR_WRITE);
        static_cast<void>(Outbox::open(options));
        INFO("failing from step " << first);
        holds_all_that_was_recorded(*shop.open());
        if (disk.attempts() <= first) break;
        REQUIRE(first < 500);
    }
}

TEST_CASE(
    "roll-back with pending entries: the older version refuses and says what to do, the newer goes on with "
    "all of them") {
    const Shop shop;
    leave_layout_1(shop);
    shop.open();
    const auto newest = std::stoi(shop.ask("PRAGMA user_version"));
    shop.meddle("PRAGMA user_version=" + std::to_string(newest + 1));
    const auto before = bytes_of(shop.file());
    const auto refused = shop.try_open();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Errc::storage_newer);
    CHECK(refused.error().sentence() ==
          "database " + shop.file() + ": expected layout " + std::to_string(newest) +
              " or older, found layout " + std::to_string(newest + 1) +
              " of a newer version: install that one again, nothing is lost (storage_newer)");
    CHECK(bytes_of(shop.file()) == before);
    shop.meddle("PRAGMA user_version=" + std::to_string(newest));
    holds_all_that_was_recorded(*shop.open());
}

TEST_CASE(
    "roll-back over additions: tables and indexes that a later version added without a new layout are kept "
    "and ignored") {
    const Shop shop;
    leave_layout_1(shop);
    shop.open();
    shop.meddle(
        "CREATE TABLE later(name TEXT PRIMARY KEY); INSERT INTO later VALUES('kept');"
        "CREATE INDEX later_by_created ON facts(created)");
    {
        const auto outbox = shop.open();
        holds_all_that_was_recorded(*outbox);
        store(*outbox, in_state(sale("pending"), EntryState::confirmed));
    }
    CHECK(shop.ask("SELECT name FROM later") == "kept");
    CHECK(shop.ask("PRAGMA integrity_check") == "ok");
    CHECK(shop.open()->counts()->confirmed == 2);
}

}  // namespace tillpoints::testing
