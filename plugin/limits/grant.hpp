#pragma once
#include <optional>

#include "plugin/limits/reason.hpp"
#include "plugin/limits/rows.hpp"
#include "plugin/limits/settings.hpp"

namespace tillpoints::limits {

/// What was promised without the cloud before.
struct Standing {
    Points customer_today;  ///< to this customer, today
    Points customer_open;   ///< to this customer, the cloud has not heard of it: gone from the balance
    Points terminal_open;   ///< to anybody, the cloud has not heard of it
};

/// What a receipt asks for.
struct Request {
    Points wanted;   ///< as many as possible: a very large number
    Points payable;  ///< what prices and floors let points pay
    Money base;      ///< what the programme's share counts from
};

struct Grant {
    Points points;                     ///< zero: refused
    std::optional<Reason> limited_by;  ///< why not what was wanted, where a limit is why
};

/// How many points may be spent without asking the cloud: the least of all limits. `snapshot` null: nothing
/// is known of the customer. `now` is the time `as_of` is told in.
Grant grant(const OfflineRedemptionLimits& limits, const Standing& standing, const Snapshot* snapshot,
            const Request& request, Timestamp now);

}  // namespace tillpoints::limits
