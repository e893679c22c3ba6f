#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/storage/repositories/running_totals.hpp"

namespace tillpoints::cloud {

class Connection;

/// Awards of purchases that are granted later.
class DeferredAwardRepository {
  public:
    DeferredAwardRepository(Connection& connection, RunningTotals& totals)
        : connection_(connection), totals_(totals) {}

    void add(const DeferralRecord& record);
    /// Is this purchase's award still to be granted?
    bool is_deferred(OperationId purchase);
    /// The customer's deferred awards that are due at `now`, the earliest first.
    std::vector<DeferralRecord> due(ParticipantId customer, Timestamp now);
    void remove(OperationId purchase);

  private:
    Connection& connection_;
    RunningTotals& totals_;
};

}  // namespace tillpoints::cloud
