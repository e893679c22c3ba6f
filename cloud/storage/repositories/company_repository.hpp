#pragma once
#include <vector>

#include "cloud/ledger/company_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// What customers read of the company and its branches.
class CompanyRepository {
  public:
    explicit CompanyRepository(Connection& connection) : connection_(connection) {}

    /// Nothing until the company has told something.
    std::optional<CompanyRecord> find();
    void set(const CompanyRecord& record);
    /// Every branch, in order of id.
    std::vector<BranchRecord> branches();
    std::optional<BranchRecord> find_branch(std::int64_t branch);
    void set_branch(std::int64_t branch, const std::string& profile);
    /// False if another branch has the name.
    bool rename_branch(std::int64_t branch, const std::string& name);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
