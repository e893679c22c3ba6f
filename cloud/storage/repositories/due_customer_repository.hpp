#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/storage/repositories/running_totals.hpp"

namespace tillpoints::cloud {

class Connection;

/// The customers whose ids are above `after` and at most `to`, judged at `now`.
struct DueRange {
    Timestamp now;
    ParticipantId after;
    ParticipantId to;
};

/// What a customer must have done since a moment to be active since then.
enum class Activity { joining_and_purchases, joining };

/// Which customers the daily sweep has to visit.
class DueCustomerRepository {
  public:
    DueCustomerRepository(Connection& connection, RunningTotals& totals)
        : connection_(connection), totals_(totals) {}

    /// Customers with certificates, deferred awards or gifts that are due; each once.
    std::vector<ParticipantId> with_due_events(Timestamp now);
    /// Members born on one of these days ("02-28") without a birthday certificate that is valid at `now`.
    std::vector<ParticipantId> born_on(const std::vector<std::string>& days, Timestamp now);
    /// Customers with points who have not been active since.
    std::vector<ParticipantId> expiry_candidates(const DueRange& range, Timestamp inactive_since,
                                                 Activity by);
    /// Customers whose last unrefunded purchase was no later than `last` and who got no gift since it.
    std::vector<ParticipantId> win_back_candidates(const DueRange& range, Timestamp last);

  private:
    Connection& connection_;
    RunningTotals& totals_;
};

}  // namespace tillpoints::cloud
