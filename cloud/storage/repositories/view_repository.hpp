#pragma once
#include <string>
#include <vector>

#include "cloud/ledger/report_rows.hpp"

namespace tillpoints::cloud {

class Connection;

/// How often the card's pages were looked at, for each day (UTC) and page; nothing says by whom.
class ViewRepository {
  public:
    explicit ViewRepository(Connection& connection) : connection_(connection) {}

    /// Adds to what is counted for the day and page.
    void add(const ViewRow& views);
    /// Of the days that begin in the period, in their order.
    std::vector<ViewRow> of(const Period& period);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
