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
    /// Nothing if another owner holds the lock; throws std::system_error if the file cannot be made.
    static std::optional<OwnerLock> take(const std::string& file);

  private:
    explicit OwnerLock(Descriptor held) : held_(std::move(held)) {}
    Descriptor held_;
};

}  // namespace tillpoints::outbox
