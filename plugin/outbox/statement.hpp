#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "plugin/outbox/database.hpp"

struct sqlite3_stmt;

namespace tillpoints::outbox {

/// A statement prepared once and run many times. Must not outlive its Database.
class Statement {
  public:
    Statement(Database& database, std::string_view sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

  private:
    friend class Query;
    sqlite3_stmt* handle_ = nullptr;
};

/// One run of a statement. Parameters count from 1, columns from 0. Bound text is borrowed until the query
/// ends; the destructor makes the statement ready for the next run.
class Query {
  public:
    explicit Query(Statement& statement) : handle_(statement.handle_) {}
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Query& bind(int parameter, std::int64_t value);
    Query& bind(int parameter, std::string_view text);
    Query& bind_blob(int parameter, std::string_view bytes);

    /// Steps to the next row; false at the end.
    bool next();
    /// For a statement without rows: runs it and gives the number of rows it changed.
    int run();

    bool is_null(int column) const;
    bool is_integer(int column) const;
    std::int64_t integer(int column) const;
    /// Text or blob as bytes.
    std::string bytes(int column) const;

  private:
    sqlite3_stmt* handle_;
};

}  // namespace tillpoints::outbox
