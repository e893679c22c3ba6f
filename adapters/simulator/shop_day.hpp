#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "adapters/simulator/counter.hpp"
#include "adapters/simulator/script.hpp"

namespace tillpoints::simulator {

/// A whole day at one counter: the register starts (or comes back after a power loss), plays what is left of
/// the plan, and closes the shift.
class ShopDay {
  public:
    /// `before` are shell commands, run before the receipt of that number begins; `pace` is the pause between
    /// customers.
    ShopDay(Counter& counter, const std::vector<Cart>& carts, std::vector<Step> plan,
            std::multimap<std::size_t, std::string> before, std::chrono::milliseconds pace,
            std::ostream& progress);

    /// `left_open`: receipts that another, unfinished day left on the register; they are cancelled.
    void play(const std::vector<std::string>& left_open);
    /// Polls the plugin until nothing is pending or settling; false when `limit` is over first.
    bool wait_settled(std::chrono::seconds limit);

  private:
    void start_register(const std::vector<std::string>& left_open);
    void play_step(const Step& step);
    void close_shift();
    Json closed_sales(bool this_shift) const;

    Counter& counter_;
    const std::vector<Cart>& carts_;
    std::vector<Step> plan_;
    std::multimap<std::size_t, std::string> before_;
    std::chrono::milliseconds pace_;
    std::ostream& progress_;
};

}  // namespace tillpoints::simulator
