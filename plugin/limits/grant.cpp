#include "plugin/limits/grant.hpp"

#include <algorithm>

namespace tillpoints::limits {
namespace {

/// How far the clocks of terminal and cloud may differ without a balance being taken for one from the future.
constexpr std::chrono::minutes clock_slack{10};

bool too_old(const Snapshot& snapshot, const OfflineRedemptionLimits& limits, Timestamp now) {
    // A balance from the future was stored under a wrong clock, so its age is unknown.
    return now - snapshot.as_of > limits.oldest_balance || snapshot.as_of - now > clock_slack;
}

}  // namespace

Grant grant(const OfflineRedemptionLimits& limits, const OfflineExposure& exposure, const Snapshot* snapshot,
            const Request& request, Timestamp now) {
    if (!snapshot) return {Points(), Reason::offline_unknown};
    if (too_old(*snapshot, limits, now)) return {Points(), Reason::offline_old_balance};
    Grant out{std::min(request.wanted, request.payable), {}};
    const auto bound = [&](Points room, Reason reason) {
        if (out.points <= room) return;
        out = {std::max(room, Points()), reason};
    };
    bound(snapshot->balance - exposure.customer_open, Reason::offline_no_points);
    if (snapshot->most_of_receipt)
        bound(points_for(share_down(request.base, *snapshot->most_of_receipt)), Reason::offline_programme);
    bound(limits.per_receipt, Reason::offline_receipt_limit);
    bound(limits.per_customer_day - exposure.customer_today, Reason::offline_customer_limit);
    bound(limits.per_terminal - exposure.terminal_open, Reason::offline_terminal_limit);
    out.points = std::max(out.points, Points());
    return out;
}

}  // namespace tillpoints::limits
