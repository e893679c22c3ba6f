#include "cloud/storage/database.hpp"

#include <sqlite3.h>

#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {
namespace {

[[noreturn]] void fail(sqlite3* handle) {
    const int code = sqlite3_errcode(handle);
    const bool busy = code == SQLITE_BUSY || code == SQLITE_LOCKED;
    throw StorageFailed(busy ? Errc::storage_busy : Errc::storage_failed, sqlite3_errmsg(handle));
}

}  // namespace

Query::Query(sqlite3_stmt* statement) : statement_(statement) {}

Query::~Query() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

Query& Query::bind(std::int64_t value) {
    if (sqlite3_bind_int64(statement_, ++parameter_, value) != SQLITE_OK) fail(sqlite3_db_handle(statement_));
    return *this;
}

Query& Query::bind(std::string_view text) {
    const int code = sqlite3_bind_text(statement_, ++parameter_, text.data(), static_cast<int>(text.size()),
                                       SQLITE_TRANSIENT);
    if (code != SQLITE_OK) fail(sqlite3_db_handle(statement_));
    return *this;
}

Query& Query::bind_null() {
    if (sqlite3_bind_null(statement_, ++parameter_) != SQLITE_OK) fail(sqlite3_db_handle(statement_));
    return *this;
}

bool Query::next() {
    column_ = 0;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail(sqlite3_db_handle(statement_));
    return false;
}

void Query::run() {
    next();
}

bool Query::is_null() const {
    return sqlite3_column_type(statement_, column_) == SQLITE_NULL;
}

std::int64_t Query::integer() {
    return sqlite3_column_int64(statement_, column_++);
}

std::string Query::text() {
    const auto* bytes = sqlite3_column_text(statement_, column_);
    const auto size = sqlite3_column_bytes(statement_, column_++);
    return bytes ? std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size))
                 : std::string();
}

std::optional<std::int64_t> Query::maybe_integer() {
    if (is_null()) return ++column_, std::nullopt;
    return integer();
}

std::optional<std::string> Query::maybe_text() {
    if (is_null()) return ++column_, std::nullopt;
    return text();
}

Database::Database(const std::string& path) {
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    handle_.reset(handle);
    if (code != SQLITE_OK) throw StorageFailed(Errc::storage_failed, "cannot open " + path);
    sqlite3_busy_timeout(handle, 5000);
    execute("PRAGMA journal_mode=WAL");
    execute("PRAGMA synchronous=FULL");
    execute("PRAGMA foreign_keys=ON");
}

void Database::execute(const char* sql) {
    if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_.get());
}

Query Database::query(const char* sql) {
    auto& statement = statements_[sql];
    if (!statement) {
        sqlite3_stmt* prepared = nullptr;
        if (sqlite3_prepare_v3(handle_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr) !=
            SQLITE_OK)
            fail(handle_.get());
        statement.reset(prepared);
    }
    return Query(statement.get());
}

std::int64_t Database::last_id() const {
    return sqlite3_last_insert_rowid(handle_.get());
}
std::int64_t Database::changes() const {
    return sqlite3_changes64(handle_.get());
}

void Database::Close::operator()(sqlite3* handle) const {
    sqlite3_close_v2(handle);
}
void Database::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

std::int64_t milliseconds_of(Timestamp time) {
    return time.time_since_epoch().count();
}
Timestamp time_of(std::int64_t milliseconds) {
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

}  // namespace tillpoints::cloud
