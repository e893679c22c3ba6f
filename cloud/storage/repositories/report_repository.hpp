#pragma once
#include <functional>
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

    /// All the report is computed from. With a branch: what was sold there, and all contacts; points that
    /// came or went by operations there; nothing of what belongs to the whole company. Throws BooksArchived
    /// if archived entries would be needed one by one.
    ReportRows rows(const Period& period, std::optional<std::int64_t> branch = {});

    /// Calls with the money spent and the friends who bought, for everybody with a card.
    void each_member(const std::function<void(Money spent, std::int64_t invited)>& take);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
