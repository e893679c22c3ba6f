#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/backoffice_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// Cashiers and the branches they work in.
class StaffRepository {
  public:
    explicit StaffRepository(Connection& connection) : connection_(connection) {}

    /// The cashier with this external id; added if new.
    loyalty::Named find_or_add_cashier(const loyalty::Cashier& cashier);
    std::optional<CashierRecord> find_cashier(std::int64_t cashier);
    std::vector<CashierRecord> cashiers();
    /// The branch with this name; added if new.
    loyalty::Named find_or_add_branch(const std::string& name);
    std::vector<loyalty::Named> branches();
    void set_branch(std::int64_t cashier, std::int64_t branch);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
