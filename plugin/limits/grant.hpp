#pragma once
#include <optional>

#include "plugin/limits/reason.hpp"
#include "plugin/limits/rows.hpp"
#include "plugin/limits/settings.hpp"

namespace tillpoints::limits {

/// What was redeemed without the cloud before.
struct OfflineExposure {
    Points customer_today;  ///< by this customer, today
    Points customer_open;   ///< by this customer and not answered for by the cloud: missing from the balance
    Points terminal_open;   ///< at this terminal and not answered for by the cloud
};

/// What a receipt asks for.
struct Request {
    Points wanted;   ///< as many as possible: a very large number
    Points payable;  ///< what the prices and their floors allow
    Money base;      ///< the sum of which the programme's share is a part
};

struct Grant {
    Points points;                     ///< zero: refused
    std::optional<Reason> limited_by;  ///< the limit because of which `points` is less than wanted
};

/// How many points may be redeemed without asking the cloud: the lowest of all limits. `snapshot` is null
/// where the customer is not in the cache. `now` is by the same clock as the snapshot's `as_of`.
Grant grant(const OfflineRedemptionLimits& limits, const OfflineExposure& exposure, const Snapshot* snapshot,
            const Request& request, Timestamp now);

}  // namespace tillpoints::limits
