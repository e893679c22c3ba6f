#include "plugin/session/reconciling.hpp"

#include <algorithm>

namespace tillpoints::session {

Reconciled reconcile(const till::RegisterLists& lists, const std::vector<const Session*>& open,
                     bool absence_counts) {
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
        const bool covered = lists.complete_since && session->opened_at >= *lists.complete_since;
        if (absence_counts && covered) {
            out.events.push_back(till::ReceiptCancelled{session->receipt, "not in the register's lists"});
        } else {
            out.in_doubt.push_back(session->receipt);
        }
    }
    return out;
}

}  // namespace tillpoints::session
