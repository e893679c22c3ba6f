#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/report_rows.hpp"

namespace tillpoints::cloud {

class Connection;

/// The rows that the owner's report is computed from.
class ReportRepository {
  public:
    explicit ReportRepository(Connection& connection) : connection_(connection) {}

    /// All the report is computed from.
    ReportRows rows(const Period& period);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
