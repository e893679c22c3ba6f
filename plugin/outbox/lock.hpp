#pragma once
#include <optional>
#include <string>

#include "plugin/outbox/files.hpp"

namespace tillpoints::outbox {

/// Ownership of a database: an exclusive lock on a file beside it. The kernel releases the lock when the
/// owning process ends, however it ends; the file stays, and its existence has no meaning. Two instances in
/// one process exclude each other as well.
class OwnerLock {
  public:
    /// Nothing if another owner holds it; throws std::system_error if the file cannot be made. Writes this
    /// process's id into the file.
    static std::optional<OwnerLock> take(const std::string& file);
    /// The owner that holds the lock now, as `owner` words it; nothing if none does. Takes and releases the
    /// lock if it is free.
    static std::optional<std::string> holder(const std::string& file);
    /// The owner as a text for an operator: "process 1234 (name)". The id comes from the file, so it is
    /// "another process" if the file does not name a living one.
    static std::string owner(const std::string& file);

  private:
    explicit OwnerLock(Descriptor held) : held_(std::move(held)) {}
    Descriptor held_;
};

}  // namespace tillpoints::outbox
