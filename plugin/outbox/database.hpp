#pragma once
#include <cstdint>
#include <exception>
#include <memory>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

/// SQLite as RAII. Inside this folder a failure is thrown as SqliteFailure; the outbox's public functions
/// return it as a Problem.
namespace tillpoints::outbox {

class LogVfs;
class Patience;

class SqliteFailure : public std::exception {
  public:
    explicit SqliteFailure(int code) : code_(code) {}
    int code() const { return code_; }
    /// SQLite's text for the code; never contains stored data.
    const char* what() const noexcept override;

  private:
    int code_;
};

/// Throws SqliteFailure unless `code` is SQLITE_OK.
void check(int code);

/// One connection. Not thread-safe: one thread at a time (SQLITE_OPEN_NOMUTEX).
class Database {
  public:
    enum class Access { read_write, read_only };

    /// Opens a file that exists; `vfs` empty means the system's. Only `checkpoint` moves the log.
    Database(const std::string& file, Access access, const std::string& vfs);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    sqlite3* handle() const { return handle_; }
    /// The path it was opened with.
    const std::string& file() const { return file_; }

    /// Limits how long statements wait for other processes. `patience` must outlive the connection.
    void wait_with(Patience& patience);

    /// Runs statements whose rows are not needed.
    void run(const char* sql);
    std::int64_t ask_integer(const char* sql);

    /// `synced`: the commit survives a power cut; otherwise the next synced one makes it durable.
    void begin(bool synced = true);
    void commit();
    /// Does nothing outside a transaction. Does not throw; `end_left_over` tells whether it failed.
    void roll_back();
    /// Ends a transaction that could not be rolled back before, because memory was short. What it wrote must
    /// neither be read nor become a part of the next transaction, so this throws if it fails again.
    void end_left_over();

    /// Pages in the write-ahead log after the last commit.
    int log_pages() const { return log_pages_; }
    /// Moves the log into the database without waiting for readers. True if all of it was moved.
    bool checkpoint();

    /// Moves the log and cuts its file to nothing. False, without waiting, if another process reads it.
    bool clear_log();

    /// Leaves database and log byte for byte as they are when this connection closes.
    void leave_untouched();
    /// The opposite, for the owner: closing moves the log into the database. The log's file is kept, so that
    /// later commits overwrite it and the file system need not extend it.
    void own();

  private:
    sqlite3_stmt* prepared(const char* sql);

    std::string file_;
    std::unique_ptr<LogVfs> log_vfs_;  ///< for writing
    sqlite3* handle_ = nullptr;
    sqlite3_stmt* begin_ = nullptr;
    sqlite3_stmt* commit_ = nullptr;
    sqlite3_stmt* roll_back_ = nullptr;
    int log_pages_ = 0;
    bool syncs_ = true;  ///< false once `begin` has turned the sync of commits off
};

/// Rolls back unless committed.
class Transaction {
  public:
    explicit Transaction(Database& database, bool synced = true) : database_(database) {
        database_.begin(synced);
    }
    ~Transaction() { database_.roll_back(); }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit() { database_.commit(); }

  private:
    Database& database_;
};

}  // namespace tillpoints::outbox
