#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/programme/calculation.hpp"

namespace tillpoints::cloud {

/// Writes a purchase that was judged, with all its postings and what it earns others, and has the shop's
/// server told. Answers it with its id. `standing` is the buyer's before it.
OperationRecord record_purchase(RequestContext& context, OperationRecord purchase,
                                const CustomerRecord& buyer, const CustomerTotals& totals, const Bill& bill);

}  // namespace tillpoints::cloud
