#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <set>

namespace tillpoints::cloud {

/// The Bot API's limits: so many messages in any second, and one in any second to one chat; and the pause
/// that a 429 asks for. A chat's second begins when its message was answered, because it arrives sometime
/// before. A value: the caller tells the time. Pure.
class SendBudget {
  public:
    using Time = std::chrono::steady_clock::time_point;

    explicit SendBudget(std::size_t in_a_second = 30) : most_(in_a_second) {}

    /// Takes one from the budget; false, and nothing changes, if a message to this chat must wait.
    bool take(std::int64_t chat, Time now);
    /// The message to this chat was answered, or given up.
    void answered(std::int64_t chat, Time now);
    /// Nothing may be sent before this.
    void pause_until(Time until);

  private:
    void forget(Time now);

    std::size_t most_;
    std::deque<Time> sent_;                  ///< within the last second
    std::set<std::int64_t> open_;            ///< chats whose message is not answered yet
    std::map<std::int64_t, Time> answered_;  ///< the last in each chat, within the last second
    Time paused_until_{};
};

}  // namespace tillpoints::cloud
