#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/accounting_records.hpp"
#include "cloud/ledger/report_rows.hpp"

namespace tillpoints::cloud {

class Connection;

/// Where a page of operations begins: behind this one, in the order of moments and of ids where these are
/// equal.
struct BookedPlace {
    Timestamp created;
    OperationId id;
};

/// What the month's accounts are made of, and the months that are closed.
class AccountingRepository {
  public:
    explicit AccountingRepository(Connection& connection) : connection_(connection) {}

    /// When the first operation or posting was written; nothing in an empty database.
    std::optional<Timestamp> first_written();

    /// Operations of the period behind `after` (absent: from its beginning), at most `max`.
    std::vector<BookedOperation> operations(const Period& period, const std::optional<BookedPlace>& after,
                                            int max);
    /// By cashier, purchases before refunds.
    std::vector<CashierSums> cashier_sums(const Period& period);

    // These read every posting there ever was, as the owner's report does, and keep no terminal waiting.
    /// What was owed just before `moment`.
    OwedPoints owed_before(Timestamp moment);
    std::vector<MovedPoints> moved(const Period& period);
    /// By cashier.
    std::vector<StaffOwed> staff_owed(const Period& period);

    /// Every closed month, the first one first.
    std::vector<AccountingClose> closes();
    std::optional<AccountingClose> last_close();
    /// There is none of this month yet. The database refuses to change or to remove it from then on, and what
    /// was booked before its end.
    void add(const AccountingClose& close);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
