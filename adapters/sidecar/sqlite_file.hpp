#pragma once
#include <sqlite3.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tillpoints::sidecar {

struct DatabaseFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// One connection to an SQLite file. One thread at a time. Every function throws DatabaseFailure.
class SqliteFile {
  public:
    explicit SqliteFile(const std::string& path) {
        sqlite3* opened = nullptr;
        const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
        const int code = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
        file_.reset(opened);
        if (code != SQLITE_OK) throw DatabaseFailure(path + ": " + sqlite3_errstr(code));
        sqlite3_busy_timeout(opened, 5000);
    }
    void run(const char* sql) { check(sqlite3_exec(file_.get(), sql, nullptr, nullptr, nullptr)); }
    bool in_transaction() const { return sqlite3_get_autocommit(file_.get()) == 0; }

    /// A prepared statement, used again and again; goes before its file.
    class Statement {
      public:
        Statement(SqliteFile& file, const char* sql) : file_(file) {
            sqlite3_stmt* made = nullptr;
            file.check(
                sqlite3_prepare_v3(file.file_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr));
            statement_.reset(made);
        }
        Statement& text(int place, std::string_view value) {
            file_.check(sqlite3_bind_text(statement_.get(), place, value.data(),
                                          static_cast<int>(value.size()), SQLITE_TRANSIENT));
            return *this;
        }
        Statement& number(int place, std::int64_t value) {
            file_.check(sqlite3_bind_int64(statement_.get(), place, value));
            return *this;
        }
        /// True while there is a row.
        bool step() {
            const int code = sqlite3_step(statement_.get());
            if (code == SQLITE_ROW) return true;
            sqlite3_reset(statement_.get());
            if (code != SQLITE_DONE) file_.check(code);
            return false;
        }
        std::string column(int place) const {
            const auto* bytes = sqlite3_column_text(statement_.get(), place);
            const auto size = sqlite3_column_bytes(statement_.get(), place);
            return bytes == nullptr
                       ? std::string()
                       : std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
        }
        void done() { sqlite3_reset(statement_.get()); }

      private:
        SqliteFile& file_;
        struct Finalize {
            void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
        };
        std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    };

  private:
    void check(int code) const {
        if (code != SQLITE_OK) throw DatabaseFailure(sqlite3_errmsg(file_.get()));
    }
    struct Close {
        void operator()(sqlite3* file) const { sqlite3_close(file); }
    };
    std::unique_ptr<sqlite3, Close> file_;
};

}  // namespace tillpoints::sidecar
