#pragma once
#include "cloud/service/desk.hpp"

namespace tillpoints::cloud {

/// Since when the customer's points are counted towards their expiry: the last unrefunded purchase, the
/// registration or the last expiry, whichever came last. Gifts and referral awards extend nothing.
Timestamp counted_since(const CustomerRecord& customer, const Standing& standing);

/// Takes the points that have expired by now. Called whenever the customer turns up, so that nobody needs to
/// sweep.
void expire_points(Desk& desk, const CustomerRecord& customer);

}  // namespace tillpoints::cloud
