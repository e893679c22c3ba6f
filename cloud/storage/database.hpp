#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "protocol/timestamp.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace tillpoints::cloud {

class Database;

/// One execution of a prepared statement: bind in order, then step through the rows and read them in order.
/// Returns the statement to its database's cache when it goes.
class Query {
  public:
    explicit Query(sqlite3_stmt* statement);
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Query& bind(std::int64_t value);
    Query& bind(std::string_view text);
    Query& bind_null();
    template <class T>
    Query& bind(const std::optional<T>& value) {
        return value ? bind(*value) : bind_null();
    }

    /// Moves to the next row; false behind the last. Throws StorageFailed.
    bool next();
    /// For statements without rows.
    void run();

    std::int64_t integer();
    std::string text();
    std::optional<std::int64_t> maybe_integer();
    std::optional<std::string> maybe_text();

  private:
    bool is_null() const;
    sqlite3_stmt* statement_;
    int parameter_ = 0;
    int column_ = 0;
};

/// An SQLite connection: WAL, synchronous FULL, foreign keys on. Statements are prepared once and kept.
class Database {
  public:
    explicit Database(const std::string& path);

    void execute(const char* sql);
    Query query(const char* sql);
    std::int64_t last_id() const;
    std::int64_t changes() const;

  private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3, Close> handle_;
    std::unordered_map<const char*, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;
};

std::int64_t milliseconds_of(Timestamp time);
Timestamp time_of(std::int64_t milliseconds);

}  // namespace tillpoints::cloud
