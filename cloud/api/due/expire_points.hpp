#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// Since when the customer's points are counted towards their expiry: the last unrefunded purchase, the
/// registration or the last expiry, whichever came last. Gifts and referral awards extend nothing unless the
/// programme says so. Whole periods that ended on an empty account are over as if it had expired then.
Timestamp counted_since(RequestContext& context, const CustomerRecord& customer,
                        const CustomerTotals& totals);

/// Takes the points that have expired by now. Called whenever the customer turns up, and by the sweep.
void expire_points(RequestContext& context, const CustomerRecord& customer);

}  // namespace tillpoints::cloud
