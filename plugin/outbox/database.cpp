#include "plugin/outbox/database.hpp"

#include <sqlite3.h>

#include "plugin/outbox/log_vfs.hpp"
#include "plugin/outbox/statement.hpp"
#include "plugin/outbox/turn.hpp"

namespace tillpoints::outbox {

void check(int code) {
    if (code != SQLITE_OK) throw SqliteFailure(code);
}

namespace {

constexpr int busy_ms = 250;

void step_once(sqlite3_stmt* statement) {
    sqlite3_step(statement);
    check(sqlite3_reset(statement));
}

int remember_log_pages(void* pages, sqlite3*, const char*, int count) {
    *static_cast<int*>(pages) = count;
    return SQLITE_OK;
}

int wait_a_moment(void* patience, int) {
    return static_cast<Patience*>(patience)->wait() ? 1 : 0;
}

}  // namespace

const char* SqliteFailure::what() const noexcept {
    return sqlite3_errstr(code_);
}

Database::Database(const std::string& file, Access access, const std::string& vfs) : file_(file) {
    const int mode = access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (access == Access::read_write) log_vfs_ = std::make_unique<LogVfs>(vfs);
    const char* const through = log_vfs_ ? log_vfs_->name() : vfs.empty() ? nullptr : vfs.c_str();
    const int code =
        sqlite3_open_v2(file.c_str(), &handle_, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, through);
    if (code != SQLITE_OK) {
        sqlite3_close(handle_);
        throw SqliteFailure(code);
    }
    // This replaces SQLite's own hook, which would checkpoint in the middle of a commit.
    sqlite3_wal_hook(handle_, remember_log_pages, &log_pages_);
    sqlite3_busy_timeout(handle_, busy_ms);
}

Database::~Database() {
    sqlite3_finalize(begin_);
    sqlite3_finalize(commit_);
    sqlite3_finalize(roll_back_);
    sqlite3_close(handle_);
}

void Database::wait_with(Patience& patience) {
    sqlite3_busy_handler(handle_, wait_a_moment, &patience);
}

void Database::run(const char* sql) {
    check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr));
}

std::int64_t Database::ask_integer(const char* sql) {
    Statement statement(*this, sql);
    Query query(statement);
    return query.next() ? query.integer(0) : 0;
}

sqlite3_stmt* Database::prepared(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
    return statement;
}

void Database::begin(bool synced) {
    end_left_over();
    // Only the commit's own sync differs: both modes sync the log before a checkpoint reads it.
    if (synced != syncs_) run(synced ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    syncs_ = synced;
    // Before the transaction, so that ending it needs as little memory as possible.
    if (!roll_back_) roll_back_ = prepared("ROLLBACK");
    if (!commit_) commit_ = prepared("COMMIT");
    if (!begin_) begin_ = prepared("BEGIN IMMEDIATE");
    step_once(begin_);
}

void Database::commit() {
    step_once(commit_);
}

void Database::roll_back() {
    if (sqlite3_get_autocommit(handle_) != 0) return;
    sqlite3_step(roll_back_);
    sqlite3_reset(roll_back_);
}

void Database::end_left_over() {
    roll_back();
    if (sqlite3_get_autocommit(handle_) == 0) throw SqliteFailure(SQLITE_NOMEM);
}

bool Database::checkpoint() {
    int in_log = 0;
    int moved = 0;
    check(sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_log, &moved));
    if (in_log != moved) return false;
    log_pages_ = 0;
    return true;
}

bool Database::clear_log() {
    sqlite3_busy_timeout(handle_, 0);
    const int code =
        sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(handle_, busy_ms);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) return false;
    check(code);
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

}  // namespace tillpoints::outbox
