#include "plugin/outbox/statement.hpp"

#include <sqlite3.h>

namespace tillpoints::outbox {

Statement::Statement(Database& database, std::string_view sql) {
    check(sqlite3_prepare_v3(database.handle(), sql.data(), static_cast<int>(sql.size()),
                             SQLITE_PREPARE_PERSISTENT, &handle_, nullptr));
}

Statement::~Statement() {
    sqlite3_finalize(handle_);
}

Query::~Query() {
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
}

Query& Query::bind(int parameter, std::int64_t value) {
    check(sqlite3_bind_int64(handle_, parameter, value));
    return *this;
}

// An empty string_view may have no address, which SQLite would take for NULL.
Query& Query::bind(int parameter, std::string_view text) {
    check(sqlite3_bind_text64(handle_, parameter, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                              SQLITE_UTF8));
    return *this;
}

Query& Query::bind_blob(int parameter, std::string_view bytes) {
    check(sqlite3_bind_blob64(handle_, parameter, bytes.empty() ? "" : bytes.data(), bytes.size(),
                              SQLITE_STATIC));
    return *this;
}

bool Query::next() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) throw SqliteFailure(code);
    return false;
}

int Query::run() {
    while (next()) continue;
    return sqlite3_changes(sqlite3_db_handle(handle_));
}

bool Query::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

bool Query::is_integer(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_INTEGER;
}

std::int64_t Query::integer(int column) const {
    return sqlite3_column_int64(handle_, column);
}

std::string Query::bytes(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_, column));
    return data ? std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)))
                : std::string();
}

}  // namespace tillpoints::outbox
