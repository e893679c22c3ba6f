#pragma once
#include <vector>

#include "plugin/session/session.hpp"
#include "protocol/till/events.hpp"

namespace tillpoints::session {

/// What a register's lists say about the receipts held open here (saga rule 2).
struct Reconciled {
    std::vector<till::Event> events;  ///< the close and cancel events that were lost
    std::vector<ReceiptId> in_doubt;  ///< neither list explains them
};

/// When the lists were told, by the terminal's clock and, if it is known, by the cloud's.
struct ListTime {
    Timestamp local;
    std::optional<Timestamp> cloud;
};

/// `absence_counts`: a receipt in neither list, opened after `complete_since`, was deleted at the register.
/// The terminal's clock may have been set since a receipt was opened: where the cloud's clock tells how long
/// ago that was, it decides, and until it is known nothing is concluded.
Reconciled reconcile(const till::RegisterLists& lists, const std::vector<const Session*>& open,
                     bool absence_counts, const ListTime& told);

}  // namespace tillpoints::session
