#pragma once
#include <vector>

#include "plugin/session/session.hpp"
#include "protocol/till/events.hpp"

namespace tillpoints::session {

/// What a register's lists say about the receipts that are open here (saga rule 2).
struct Reconciled {
    std::vector<till::Event> events;  ///< the close and cancel events that were lost
    std::vector<ReceiptId> in_doubt;  ///< in neither list
};

/// When the lists were received, by the terminal's clock and, if known, by the cloud's.
struct ListTime {
    Timestamp local;
    std::optional<Timestamp> cloud;
};

/// With `absence_counts`, a receipt that is in neither list and was opened after `complete_since` was deleted
/// at the register. The terminal's clock may have been set since a receipt was opened. Therefore a receipt
/// whose opening has a cloud time is judged by the cloud's clock, and not at all until that clock is known.
Reconciled reconcile(const till::RegisterLists& lists, const std::vector<const Session*>& open,
                     bool absence_counts, const ListTime& lists_time);

}  // namespace tillpoints::session
