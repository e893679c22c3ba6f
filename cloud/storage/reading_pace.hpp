#pragma once
#include <chrono>
#include <cstdint>

namespace tillpoints::cloud {

/// How long a transaction that reads much rests after each part, so that it costs others little: PostgreSQL
/// gives each of its sessions the same share of the processor and knows no less important ones, and threads
/// of one processor slow each other down whatever their priority.
class ReadingPace {
  public:
    using Duration = std::chrono::steady_clock::duration;

    /// After a part that took so long. `written` only grows while others write to the database.
    Duration rest_after(Duration took, std::int64_t written);
    /// False for a transaction that has read little so far; `written` is then not needed.
    bool is_long_after(Duration took);

  private:
    Duration read_for_{};
    std::int64_t written_ = -1;
};

}  // namespace tillpoints::cloud
