#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>

namespace tillpoints::cloud {

/// The Bot API's limits: so many messages in any second, and one in any second to one chat; and the pause
/// that a 429 asks for. A value: the caller tells the time. Pure.
class SendBudget {
  public:
    using Time = std::chrono::steady_clock::time_point;

    explicit SendBudget(std::size_t in_a_second = 30) : most_(in_a_second) {}

    /// Takes one from the budget; false, and nothing changes, if a message to this chat must wait.
    bool take(std::int64_t chat, Time now);
    /// Nothing may be sent before this.
    void pause_until(Time until);

  private:
    void forget(Time now);

    std::size_t most_;
    std::deque<Time> sent_;                 ///< within the last second
    std::map<std::int64_t, Time> by_chat_;  ///< the last to each chat, within the last second
    Time paused_until_{};
};

}  // namespace tillpoints::cloud
