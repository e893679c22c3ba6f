#pragma once
#include <chrono>
#include <cstdint>

namespace tillpoints::cloud {

/// How long a transaction that reads much rests between two fetches, so that it costs others little: a server
/// gives each of its sessions the same share of the processor, and knows no less important ones.
class PostgresPace {
  public:
    using Duration = std::chrono::steady_clock::duration;

    /// After a fetch that took so long. `written` is how much was ever written to the server's log: if that
    /// is more than after the fetch before, others write at the same time.
    Duration rest_after(Duration took, std::int64_t written);
    /// False for a transaction that has read little so far; `written` is then not needed.
    bool is_long_after(Duration took);

  private:
    Duration read_for_{};
    std::int64_t written_ = -1;
};

}  // namespace tillpoints::cloud
