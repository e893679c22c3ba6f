#pragma once
#include <optional>
#include <string>

#include "plugin/outbox/files.hpp"

namespace tillpoints::outbox {

/// Ownership of a database: an exclusive lock on a file beside it. The kernel releases it when the owner
/// ends, however it ends; the file itself stays and means nothing. Two owners in one process exclude each
/// other as well.
class OwnerLock {
  public:
    /// Nothing if somebody else holds it; throws std::system_error if the file cannot be made.
    static std::optional<OwnerLock> take(const std::string& file);

  private:
    explicit OwnerLock(Descriptor held) : held_(std::move(held)) {}
    Descriptor held_;
};

}  // namespace tillpoints::outbox
