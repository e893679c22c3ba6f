#include "plugin/outbox/schema.hpp"

#include <sqlite3.h>

#include <array>
#include <cstring>
#include <string>

#include "plugin/outbox/statement.hpp"

namespace tillpoints::outbox {
namespace {

constexpr std::int64_t outbox_id = 0x54504F42;  // "TPOB"

/// Step i leads from layout i to i + 1. Released steps never change.
constexpr std::array<const char*, schema_version> steps{R"sql(
CREATE TABLE installation(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO installation VALUES('log_turns', 0);

CREATE TABLE facts(
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, receipt TEXT NOT NULL, kind TEXT NOT NULL,
    state TEXT NOT NULL, wanted TEXT NOT NULL, after_fact TEXT, customer TEXT NOT NULL, created INTEGER NOT NULL,
    tries INTEGER NOT NULL, not_before INTEGER NOT NULL, first_sent INTEGER, first_sent_cloud INTEGER,
    reversal_first_sent INTEGER, reversal_first_sent_cloud INTEGER, operation INTEGER, reversal INTEGER,
    cloud_points INTEGER NOT NULL, parked_code INTEGER, parked_detail TEXT, parked_loss INTEGER,
    purchase TEXT, last_sent INTEGER, last_sent_cloud INTEGER, refusal INTEGER, printed INTEGER NOT NULL,
    sealed BLOB NOT NULL);
CREATE INDEX facts_unsettled ON facts(seq, state) WHERE
    (state IN ('pending','sent','reversing','reversal_sent','parked') OR (state='confirmed' AND wanted='withdraw'));
CREATE INDEX facts_by_receipt ON facts(receipt);
CREATE INDEX facts_by_purchase ON facts(purchase) WHERE purchase IS NOT NULL;

CREATE TABLE settled(class TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO settled VALUES('confirmed', 0), ('withdrawn', 0), ('given_up', 0);
CREATE TRIGGER settled_by_insert AFTER INSERT ON facts WHEN new.state IN ('confirmed','withdrawn','cancelled','written_off')
BEGIN
    UPDATE settled SET count = count + 1 WHERE class = CASE
        WHEN new.state = 'confirmed' AND new.wanted = 'keep' THEN 'confirmed'
        WHEN new.state = 'withdrawn' THEN 'withdrawn'
        WHEN new.state IN ('cancelled','written_off') THEN 'given_up' END;
END;
CREATE TRIGGER settled_by_delete AFTER DELETE ON facts WHEN old.state IN ('confirmed','withdrawn','cancelled','written_off')
BEGIN
    UPDATE settled SET count = count - 1 WHERE class = CASE
        WHEN old.state = 'confirmed' AND old.wanted = 'keep' THEN 'confirmed'
        WHEN old.state = 'withdrawn' THEN 'withdrawn'
        WHEN old.state IN ('cancelled','written_off') THEN 'given_up' END;
END;
CREATE TRIGGER settled_by_update AFTER UPDATE ON facts WHEN new.state <> old.state OR new.wanted <> old.wanted
BEGIN
    UPDATE settled SET count = count - 1 WHERE class = CASE
        WHEN old.state = 'confirmed' AND old.wanted = 'keep' THEN 'confirmed'
        WHEN old.state = 'withdrawn' THEN 'withdrawn'
        WHEN old.state IN ('cancelled','written_off') THEN 'given_up' END;
    UPDATE settled SET count = count + 1 WHERE class = CASE
        WHEN new.state = 'confirmed' AND new.wanted = 'keep' THEN 'confirmed'
        WHEN new.state = 'withdrawn' THEN 'withdrawn'
        WHEN new.state IN ('cancelled','written_off') THEN 'given_up' END;
END;

CREATE TABLE sessions(
    seq INTEGER PRIMARY KEY, receipt TEXT NOT NULL UNIQUE, shift TEXT NOT NULL, finished INTEGER NOT NULL,
    touched INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE INDEX sessions_unfinished ON sessions(seq) WHERE finished = 0;

CREATE TABLE named_values(seq INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sealed BLOB NOT NULL);

CREATE TABLE journal(
    receipt TEXT NOT NULL, seq INTEGER NOT NULL, fact TEXT, at INTEGER NOT NULL, what TEXT NOT NULL,
    detail TEXT NOT NULL, PRIMARY KEY(receipt, seq)) WITHOUT ROWID;

CREATE TABLE receipts(
    receipt TEXT PRIMARY KEY, register_serial TEXT NOT NULL, shift TEXT NOT NULL, cashier TEXT NOT NULL,
    kind TEXT NOT NULL, closed_at INTEGER NOT NULL, total INTEGER NOT NULL, with_card INTEGER NOT NULL,
    redeemed INTEGER NOT NULL, award_promised INTEGER NOT NULL, fiscal TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX receipts_by_shift ON receipts(shift);

CREATE TABLE quarantine(
    seq INTEGER PRIMARY KEY, source TEXT NOT NULL, id TEXT, receipt TEXT, found_at INTEGER NOT NULL,
    reason TEXT NOT NULL, plain TEXT NOT NULL, sealed BLOB NOT NULL);
)sql",
                                                        R"sql(
CREATE TABLE snapshots(seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, as_of INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE counters(name TEXT PRIMARY KEY, number INTEGER NOT NULL, count INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE promises(
    fact TEXT PRIMARY KEY, customer TEXT NOT NULL, day INTEGER NOT NULL, points INTEGER NOT NULL,
    settled INTEGER NOT NULL) WITHOUT ROWID;
)sql",
                                                        R"sql(
-- The sealed body of a purchase may hold a number that is not its id. An older version would look for the
-- purchase by its id, not find it and send it again.
)sql"};

Problem newer(std::int64_t layout) {
    return {
        Errc::storage_newer, "database", "layout " + std::to_string(schema_version) + " or older",
        "layout " + std::to_string(layout) + " of a newer version: install that one again, nothing is lost"};
}
Problem no_outbox() {
    return {Errc::storage_corrupt, "database", "an outbox database", "another file"};
}

std::uint32_t big_endian(const unsigned char* at) {
    return std::uint32_t(at[0]) << 24 | std::uint32_t(at[1]) << 16 | std::uint32_t(at[2]) << 8 |
           std::uint32_t(at[3]);
}

bool has_rollback_journal(Database& database) {
    sqlite3_vfs* vfs = nullptr;
    const char* file = sqlite3_db_filename(database.handle(), "main");
    int found = 0;
    if (sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_VFS_POINTER, &vfs) != SQLITE_OK || !file)
        return false;
    vfs->xAccess(vfs, (std::string(file) + "-journal").c_str(), SQLITE_ACCESS_EXISTS, &found);
    return found != 0;
}

/// Reads the header before SQLite does, because SQLite's first read may already recover and write.
Result<void> examine_header(Database& database) {
    sqlite3_file* file = nullptr;
    sqlite3_int64 size = 0;
    unsigned char header[100];
    if (sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK)
        throw SqliteFailure(SQLITE_IOERR);
    if (const int code = file->pMethods->xFileSize(file, &size); code != SQLITE_OK) throw SqliteFailure(code);
    if (size == 0 || has_rollback_journal(database)) return {};
    if (size < static_cast<sqlite3_int64>(sizeof header)) return no_outbox();
    if (const int code = file->pMethods->xRead(file, header, sizeof header, 0); code != SQLITE_OK)
        throw SqliteFailure(code);
    if (std::memcmp(header, "SQLite format 3", 16) != 0) return no_outbox();
    if (const auto layout = big_endian(header + 60); layout > schema_version) return newer(layout);
    return {};
}

void remember_key_check(Database& database, const std::string& check) {
    Statement remember(database, "INSERT INTO installation VALUES('key_check', ?)");
    Query(remember).bind(1, check).run();
}

}  // namespace

Result<int> examine(Database& database) {
    if (auto header = examine_header(database); !header) return header.error();
    const auto version = database.ask_integer("PRAGMA user_version");
    if (version > schema_version) return newer(version);
    const bool ours = database.ask_integer("PRAGMA application_id") == outbox_id;
    const bool empty = database.ask_integer("SELECT count(*) FROM sqlite_schema") == 0;
    if (version < 0 || (version == 0 ? !empty : !ours)) return no_outbox();
    return static_cast<int>(version);
}

void configure(Database& database, Database::Access access) {
    database.run("PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;");
    if (access == Database::Access::read_only) return database.run("PRAGMA query_only=ON");
    // What is deleted or replaced is overwritten; not every build of SQLite does that by itself.
    database.run("PRAGMA synchronous=FULL; PRAGMA secure_delete=ON");
}

void migrate(Database& database, int from, const std::string& key_check) {
    if (from == 0)
        database.run("PRAGMA page_size=2048; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL;");
    for (int version = from; version < schema_version; ++version) {
        Transaction step(database);
        database.run(steps[static_cast<std::size_t>(version)]);
        if (version == 0) remember_key_check(database, key_check);
        database.run(("PRAGMA application_id=" + std::to_string(outbox_id)).c_str());
        database.run(("PRAGMA user_version=" + std::to_string(version + 1)).c_str());
        step.commit();
    }
    if (from < schema_version) database.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

std::string key_check(Database& database) {
    Statement recall(database, "SELECT value FROM installation WHERE name = 'key_check'");
    Query query(recall);
    return query.next() ? query.bytes(0) : std::string();
}

}  // namespace tillpoints::outbox
