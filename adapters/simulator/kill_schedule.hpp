#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace tillpoints::simulator {

/// Where the process can be killed: after the reply to customer_presented, after the reply to
/// discount_requested, while payment_started is under way, after its reply, after the fiscal storage stored
/// the receipt, after the reply to receipt_closed.
enum class KillPoint { presented, discount, paying, payment, printed, closed };

std::optional<KillPoint> kill_point_from(const std::string& name);

/// Simulates power cuts: the process kills itself with SIGKILL, so nothing is flushed or closed.
class KillSchedule {
  public:
    /// `receipt` counts the receipts of the input from 1.
    void add(std::size_t receipt, KillPoint point) { planned_.emplace(receipt, point); }
    bool is_planned(std::size_t receipt, KillPoint point) const;
    void kill_if_planned(std::size_t receipt, KillPoint point) const;

  private:
    std::multimap<std::size_t, KillPoint> planned_;
};

}  // namespace tillpoints::simulator
