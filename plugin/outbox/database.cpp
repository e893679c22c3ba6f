#include "plugin/outbox/database.hpp"

#include <sqlite3.h>

#include "plugin/outbox/statement.hpp"

namespace tillpoints::outbox {
namespace {

void check(int code) {
    if (code != SQLITE_OK) throw SqliteFailure(code);
}

int remember_log_pages(void* pages, sqlite3*, const char*, int count) {
    *static_cast<int*>(pages) = count;
    return SQLITE_OK;
}

}  // namespace

const char* SqliteFailure::what() const noexcept {
    return sqlite3_errstr(code_);
}

Database::Database(const std::string& file, Access access, const std::string& vfs) {
    const int mode = access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    const int code =
        sqlite3_open_v2(file.c_str(), &handle_, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                        vfs.empty() ? nullptr : vfs.c_str());
    if (code != SQLITE_OK) {
        sqlite3_close(handle_);
        throw SqliteFailure(code);
    }
    // Also takes the place of SQLite's own hook, which would move the log in the middle of a commit.
    sqlite3_wal_hook(handle_, remember_log_pages, &log_pages_);
    sqlite3_busy_timeout(handle_, 250);
}

Database::~Database() {
    sqlite3_close(handle_);
}

void Database::run(const char* sql) {
    check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr));
}

std::int64_t Database::ask_integer(const char* sql) {
    Statement statement(*this, sql);
    Query query(statement);
    return query.next() ? query.integer(0) : 0;
}

bool Database::in_transaction() const {
    return sqlite3_get_autocommit(handle_) == 0;
}

bool Database::checkpoint() {
    int in_log = 0;
    int moved = 0;
    check(sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_log, &moved));
    if (in_log != moved) return false;
    log_pages_ = 0;
    return true;
}

void Database::leave_untouched() {
    int keep = 1;
    sqlite3_file_control(handle_, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void Database::own() {
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
}

Transaction::Transaction(Database& database) : database_(database) {
    database_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (!database_.in_transaction()) return;
    sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
    database_.run("COMMIT");
}

}  // namespace tillpoints::outbox
