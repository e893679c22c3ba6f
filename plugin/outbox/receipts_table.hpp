#pragma once
#include "plugin/outbox/outbox.hpp"
#include "plugin/outbox/statement.hpp"

namespace tillpoints::outbox {

/// Finished receipts and what a shift's summary counts of them.
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
