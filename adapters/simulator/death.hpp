#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace tillpoints::simulator {

/// Where the power may go: after the customer was answered, after the discount's answer, with the payment's
/// question on its way, after its answer, after the fiscal storage took the receipt, after receipt_closed.
enum class Moment { presented, discount, paying, payment, printed, closed };

std::optional<Moment> moment_from(const std::string& name);

/// Power cuts on command: the process kills itself with SIGKILL, nothing is flushed or closed.
class Death {
  public:
    /// `receipt` counts the receipts of the input from 1.
    void plan(std::size_t receipt, Moment moment) { planned_.emplace(receipt, moment); }
    bool is_planned(std::size_t receipt, Moment moment) const;
    void come(std::size_t receipt, Moment moment) const;

  private:
    std::multimap<std::size_t, Moment> planned_;
};

}  // namespace tillpoints::simulator
