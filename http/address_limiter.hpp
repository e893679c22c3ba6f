#pragma once
#include <cstddef>
#include <map>
#include <memory>
#include <string>

namespace tillpoints {

/// Held by a connection while it counts; gives its place back when it goes.
using AddressPlace = std::shared_ptr<void>;

/// Counts the connections of each network address, so that one client does not take the places of all. One
/// thread.
class AddressLimiter {
  public:
    /// Null if the address has `most` already.
    AddressPlace take(const std::string& address, std::size_t most);
    std::size_t addresses() const { return counts_->size(); }

  private:
    using Counts = std::map<std::string, std::size_t>;
    std::shared_ptr<Counts> counts_ = std::make_shared<Counts>();
};

}  // namespace tillpoints
