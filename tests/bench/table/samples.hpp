#pragma once
#include <vector>

#include "driver_process.hpp"

namespace tillpoints::bench {

double quantile(std::vector<double> values, double share);

/// Blocks of one driver.
class Samples {
  public:
    void add(Json block) { blocks_.push_back(std::move(block)); }
    /// Of the times of all sales, in milliseconds: `list` is "all_us", "paid_us" or "found_us".
    double milliseconds(const char* list, double share = 0.5) const;
    /// The median of the blocks' averages: what disturbs one block does not count.
    double average(const char* name) const;

  private:
    std::vector<Json> blocks_;
};

/// Plays blocks in turns, after a few sales that do not count: what disturbs the machine for a while disturbs
/// all.
std::vector<Samples> in_turns(const std::vector<DriverProcess*>& drivers, const std::string& kind, int rounds,
                              int count);

}  // namespace tillpoints::bench
