#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/programme/calculation.hpp"

namespace tillpoints::cloud {

/// Writes a purchase that was checked, with all its postings and what it earns others, and queues a message
/// about it. Returns it with its id. `totals` are the buyer's before the purchase.
OperationRecord record_purchase(RequestContext& context, OperationRecord purchase,
                                const CustomerRecord& buyer, const CustomerTotals& totals, const Bill& bill);

}  // namespace tillpoints::cloud
