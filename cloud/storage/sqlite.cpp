#include <sqlite3.h>
#include <sys/stat.h>

#include <chrono>
#include <optional>
#include <thread>

#include "cloud/storage/reading_pace.hpp"
#include "cloud/storage/statements.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int busy_ms = 5000;  ///< how long a connection waits for another's lock

[[noreturn]] void fail(sqlite3* handle) {
    const int code = sqlite3_errcode(handle);
    const bool busy = code == SQLITE_BUSY || code == SQLITE_LOCKED;
    const char* file = sqlite3_db_filename(handle, "main");
    throw StorageFailed(
        busy ? Errc::storage_busy : Errc::storage_failed,
        std::string("the database ") + (file && *file ? file : "memory") + ": " + sqlite3_errmsg(handle));
}

class SqliteStatement : public Statement {
  public:
    SqliteStatement(sqlite3* handle, std::string_view sql) {
        sqlite3_stmt* prepared = nullptr;
        const int code = sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()),
                                            SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
        if (code != SQLITE_OK) fail(handle);
        statement_.reset(prepared);
    }

    void bind(int parameter, std::int64_t value) override {
        check(sqlite3_bind_int64(statement_.get(), parameter + 1, value));
    }
    void bind(int parameter, std::string_view text) override {
        check(sqlite3_bind_text(statement_.get(), parameter + 1, text.data(), static_cast<int>(text.size()),
                                SQLITE_TRANSIENT));
    }
    void bind_null(int parameter) override { check(sqlite3_bind_null(statement_.get(), parameter + 1)); }

    bool next() override {
        const int code = sqlite3_step(statement_.get());
        if (code != SQLITE_ROW && code != SQLITE_DONE) fail(sqlite3_db_handle(statement_.get()));
        return code == SQLITE_ROW;
    }

    bool is_null(int column) const override {
        return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
    }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_.get(), column); }
    std::string text(int column) const override {
        const auto* bytes = sqlite3_column_text(statement_.get(), column);
        const auto size = sqlite3_column_bytes(statement_.get(), column);
        return bytes ? std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size))
                     : std::string();
    }

    void reset() override {
        sqlite3_reset(statement_.get());
        sqlite3_clear_bindings(statement_.get());
    }

  private:
    void check(int code) const {
        if (code != SQLITE_OK) fail(sqlite3_db_handle(statement_.get()));
    }

    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// WAL, synchronous FULL, foreign keys on.
class SqliteConnection : public Connection {
  public:
    explicit SqliteConnection(const std::string& path) {
        sqlite3* handle = nullptr;
        const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
        const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
        handle_.reset(handle);
        if (code != SQLITE_OK) throw StorageFailed(Errc::storage_failed, "cannot open " + path);
        sqlite3_busy_timeout(handle, busy_ms);
        use_write_ahead_log();
        execute("PRAGMA synchronous=FULL");
        // 64 MiB: with a million customers the default of 2 MiB would read the same pages again and again.
        execute("PRAGMA cache_size=-65536");
        execute("PRAGMA foreign_keys=ON");
    }

    void execute(const std::string& sql) override {
        if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            fail(handle_.get());
    }

    void begin(Access access) override {
        execute(access == Access::write ? "PRAGMA query_only=OFF; BEGIN IMMEDIATE"
                                        : "PRAGMA query_only=ON; BEGIN");
        if (access == Access::read_much) keep_pace();
    }
    void commit() override {
        forget_pace();
        execute("COMMIT");
    }
    /// After some failures SQLite has rolled back already; this then does nothing.
    void rollback() noexcept override {
        forget_pace();
        sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    }

    std::string_view last_id() const override { return "last_insert_rowid()"; }

    std::int64_t schema_version() override {
        auto version = query("PRAGMA user_version");
        return version.next() ? version.integer() : 0;
    }
    void set_schema_version(std::int64_t version, std::int64_t) override {
        execute("PRAGMA user_version=" + std::to_string(version));
    }
    std::string translate(std::string migration) const override { return migration; }

  protected:
    Statement& prepared(std::string_view sql) override {
        return statements_.find_or(sql,
                                   [&] { return std::make_unique<SqliteStatement>(handle_.get(), sql); });
    }

  private:
    static constexpr int steps_of_a_part = 20'000;  ///< of SQLite's virtual machine: one or two milliseconds

    void keep_pace() {
        pace_.emplace();
        part_begun_ = worked();
        const auto rest = [](void* connection) {
            static_cast<SqliteConnection*>(connection)->rest();
            return 0;  // go on
        };
        sqlite3_progress_handler(handle_.get(), steps_of_a_part, rest, this);
    }
    void forget_pace() noexcept {
        if (pace_) sqlite3_progress_handler(handle_.get(), 0, nullptr, nullptr);
        pace_.reset();
    }
    void rest() {
        const auto took = worked() - part_begun_;
        if (pace_->is_long_after(took)) std::this_thread::sleep_for(pace_->rest_after(took, last_written()));
        part_begun_ = worked();
    }
    /// Not what the clock says: a background thread may have waited for the processor most of the time.
    static std::chrono::nanoseconds worked() {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    }
    /// When any process wrote to the write-ahead log last.
    std::int64_t last_written() const {
        struct stat about {};
        const auto log = std::string(sqlite3_db_filename(handle_.get(), "main")) + "-wal";
        if (stat(log.c_str(), &about) != 0) return 0;
        return std::int64_t(about.st_mtim.tv_sec) * 1'000'000'000 + about.st_mtim.tv_nsec;
    }

    /// SQLite changes the mode of a new file under an exclusive lock, and where two processes want it at once
    /// refuses one of them at once: its busy timeout does not hold there.
    void use_write_ahead_log() {
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(busy_ms);
        while (true) {
            try {
                return execute("PRAGMA journal_mode=WAL");
            } catch (const StorageFailed& failure) {
                if (failure.code != Errc::storage_busy || std::chrono::steady_clock::now() > until) throw;
                sqlite3_sleep(2);
            }
        }
    }

    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    std::unique_ptr<sqlite3, Close> handle_;
    Statements statements_;
    std::optional<ReadingPace> pace_;  ///< of a transaction that reads much
    std::chrono::nanoseconds part_begun_{};
};

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const std::string& path) {
    return std::make_unique<SqliteConnection>(path);
}

}  // namespace tillpoints::cloud
