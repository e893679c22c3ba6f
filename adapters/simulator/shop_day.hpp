#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "adapters/simulator/checkout.hpp"
#include "adapters/simulator/day_plan.hpp"

namespace tillpoints::simulator {

/// One day at one checkout: starts the register (or restarts it after a power loss), plays the remaining
/// steps of the plan and closes the shift.
class ShopDay {
  public:
    /// `before` are shell commands, run before the receipt of that number begins; `pace` is the pause between
    /// customers.
    ShopDay(Checkout& checkout, const std::vector<Cart>& carts, std::vector<DayStep> plan,
            std::multimap<std::size_t, std::string> before, std::chrono::milliseconds pace,
            std::ostream& progress);

    /// `left_open`: receipts that another, unfinished day left on the register; they are cancelled.
    void play(const std::vector<std::string>& left_open);
    /// Polls the plugin until nothing is pending or settling; false after `limit`.
    bool wait_settled(std::chrono::seconds limit);

  private:
    void start_register(const std::vector<std::string>& left_open);
    void play_step(const DayStep& step);
    void close_shift();
    Json closed_sales(bool this_shift) const;

    Checkout& checkout_;
    const std::vector<Cart>& carts_;
    std::vector<DayStep> plan_;
    std::multimap<std::size_t, std::string> before_;
    std::chrono::milliseconds pace_;
    std::ostream& progress_;
};

}  // namespace tillpoints::simulator
