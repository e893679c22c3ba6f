#pragma once
#include <chrono>
#include <string>

#include "plugin/outbox/files.hpp"

/// Waiting for other processes that write the same file.
namespace tillpoints::outbox {

/// The time that one operation may wait, all its locks together.
class Patience {
  public:
    explicit Patience(std::chrono::milliseconds limit) : limit_(limit) { begin(); }
    /// Starts the time of a new operation.
    void begin() { due_ = std::chrono::steady_clock::now() + limit_; }
    /// Waits a moment; returns false at once if the time is over.
    bool wait() const;

  private:
    std::chrono::milliseconds limit_;
    std::chrono::steady_clock::time_point due_;
};

/// A process that waits for a database's own lock holds the turn meanwhile, so that a process that has just
/// released that lock cannot take it again before those that wait. SQLite itself grants its lock to the
/// process that asks at the right moment, and a waiting one asks only ten times a second. The turn is an
/// exclusive `flock` that protects no data.
class Turn {
  public:
    /// Locks a file that exists. Throws SqliteFailure (busy) when the time of `patience` is over.
    Turn(const std::string& file, const Patience& patience);
    ~Turn() { end(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    void end();

  private:
    Descriptor file_;
};

}  // namespace tillpoints::outbox
