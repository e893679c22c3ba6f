#pragma once
#include <string>
#include <vector>

#include "cloud/ledger/target_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// Targets of employees and branches, one for each in a month.
class TargetRepository {
  public:
    explicit TargetRepository(Connection& connection) : connection_(connection) {}

    /// Replaces the one that was there.
    void set(const StaffTarget& target);
    void remove(const std::string& month, bool of_branch, std::int64_t id);
    /// Employees first, each in the order of ids.
    std::vector<StaffTarget> of_month(const std::string& month);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
