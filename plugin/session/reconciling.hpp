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

/// `absence_counts`: a receipt in neither list, opened after `complete_since`, was deleted at the register.
Reconciled reconcile(const till::RegisterLists& lists, const std::vector<const Session*>& open,
                     bool absence_counts);

}  // namespace tillpoints::session
