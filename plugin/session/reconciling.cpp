#include "plugin/session/reconciling.hpp"

#include <algorithm>

namespace tillpoints::session {
namespace {

/// The cloud states its time in whole seconds.
constexpr std::chrono::seconds cloud_clock_resolution{2};

/// The lists reach back to before the receipt was opened.
bool covers(const till::RegisterLists& lists, const Session& session, const ListTime& lists_time) {
    if (!lists.complete_since) return false;
    const auto reach = lists_time.local - *lists.complete_since;
    if (session.opened_by_cloud)
        return lists_time.cloud &&
               *lists_time.cloud - *session.opened_by_cloud + cloud_clock_resolution <= reach;
    // The receipt was opened without the cloud, so only the terminal's clock can be compared. An opening time
    // in the future shows that the clock was set back since; nothing is concluded from it.
    return session.opened_at >= *lists.complete_since && session.opened_at <= lists_time.local;
}

}  // namespace

Reconciled reconcile(const till::RegisterLists& lists, const std::vector<const Session*>& open,
                     bool absence_counts, const ListTime& lists_time) {
    Reconciled out;
    // An odd receipt without a readable id may be any of those held open here.
    const bool all_named = std::none_of(lists.odd.begin(), lists.odd.end(),
                                        [](const till::OddReceipt& odd) { return odd.receipt.empty(); });
    for (const Session* session : open) {
        if (session->phase != Phase::open) continue;
        const bool is_odd = std::any_of(lists.odd.begin(), lists.odd.end(), [&](const till::OddReceipt& odd) {
            return odd.receipt == session->receipt;
        });
        const auto closed = std::find_if(lists.closed.begin(), lists.closed.end(),
                                         [&](const auto& it) { return it.receipt == session->receipt; });
        if (closed != lists.closed.end()) {
            out.events.push_back(till::ReceiptClosed{*closed});
            continue;
        }
        if (std::find(lists.open.begin(), lists.open.end(), session->receipt) != lists.open.end()) continue;
        if (absence_counts && all_named && !is_odd && covers(lists, *session, lists_time)) {
            out.events.push_back(till::ReceiptCancelled{session->receipt, "not in the register's lists"});
        } else {
            out.in_doubt.push_back(session->receipt);
        }
    }
    return out;
}

}  // namespace tillpoints::session
