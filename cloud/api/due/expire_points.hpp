#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// The moment from which the life of the customer's points is counted: the last unrefunded purchase, the
/// registration or the last expiry, whichever came last. Gifts and referral awards count only if the
/// programme says so. A whole period that ended with an empty account counts as an expiry.
Timestamp counted_since(RequestContext& context, const CustomerRecord& customer,
                        const CustomerTotals& totals);

/// Is there anything for `expire_points` to do?
bool points_expired(RequestContext& context, const CustomerRecord& customer);

/// Takes the points that have expired by now. The customer must be locked.
void expire_points(RequestContext& context, const CustomerRecord& customer);

}  // namespace tillpoints::cloud
