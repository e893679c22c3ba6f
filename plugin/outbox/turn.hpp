#pragma once
#include <chrono>
#include <string>

#include "plugin/outbox/files.hpp"

/// Waiting for other processes at a file that several of them write.
namespace tillpoints::outbox {

/// How long one operation waits, however many locks it needs.
class Patience {
  public:
    explicit Patience(std::chrono::milliseconds limit) : limit_(limit) { begin(); }
    /// A new operation: its time starts now.
    void begin() { due_ = std::chrono::steady_clock::now() + limit_; }
    /// Waits a moment; false at once where the time is up.
    bool wait() const;

  private:
    std::chrono::milliseconds limit_;
    std::chrono::steady_clock::time_point due_;
};

/// Whoever waits for a database's own lock holds the turn meanwhile. So one who has just let the lock go
/// cannot take it again before those who waited: SQLite itself lets whoever comes at the right moment go
/// first, and one who waits looks for it only ten times a second. An exclusive `flock`, which nothing is
/// guarded by: without it the database is as safe.
class Turn {
  public:
    /// On a file that exists. Throws SqliteFailure (busy) when the patience ends.
    Turn(const std::string& file, const Patience& patience);
    ~Turn() { end(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    void end();

  private:
    Descriptor file_;
};

}  // namespace tillpoints::outbox
