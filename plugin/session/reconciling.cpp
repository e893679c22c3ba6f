#include "plugin/session/reconciling.hpp"

#include <algorithm>

namespace tillpoints::session {
namespace {

/// The cloud tells its time in whole seconds.
constexpr std::chrono::seconds blur{2};

/// The lists reach back to the receipt's opening.
bool covers(const till::RegisterLists& lists, const Session& session, const ListTime& told) {
    if (!lists.complete_since) return false;
    const auto reach = told.local - *lists.complete_since;
    if (session.opened_by_cloud) return told.cloud && *told.cloud - *session.opened_by_cloud + blur <= reach;
    // Opened without the cloud: the terminal's clock is all there is, and what it opened tomorrow it did not.
    return session.opened_at >= *lists.complete_since && session.opened_at <= told.local;
}

}  // namespace

Reconciled reconcile(const till::RegisterLists& lists, const std::vector<const Session*>& open,
                     bool absence_counts, const ListTime& told) {
    Reconciled out;
    for (const Session* session : open) {
        if (session->phase != Phase::open) continue;
        const auto closed = std::find_if(lists.closed.begin(), lists.closed.end(),
                                         [&](const auto& it) { return it.receipt == session->receipt; });
        if (closed != lists.closed.end()) {
            out.events.push_back(till::ReceiptClosed{*closed});
            continue;
        }
        if (std::find(lists.open.begin(), lists.open.end(), session->receipt) != lists.open.end()) continue;
        if (absence_counts && covers(lists, *session, told)) {
            out.events.push_back(till::ReceiptCancelled{session->receipt, "not in the register's lists"});
        } else {
            out.in_doubt.push_back(session->receipt);
        }
    }
    return out;
}

}  // namespace tillpoints::session
