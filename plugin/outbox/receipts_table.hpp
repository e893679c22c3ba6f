#pragma once
#include "plugin/outbox/outbox.hpp"
#include "plugin/outbox/statement.hpp"

namespace tillpoints::outbox {

/// Finished receipts, and their sums for a shift's summary.
class ReceiptsTable {
  public:
    explicit ReceiptsTable(Database& database);

    void put(const ReceiptRecord& record);
    ShiftTotals totals(const std::string& shift);

  private:
    Statement put_;
    Statement sums_;
    Statement unsettled_;
};

}  // namespace tillpoints::outbox
