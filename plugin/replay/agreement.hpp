#pragma once
#include "plugin/entries/entry.hpp"
#include "plugin/replay/policy.hpp"
#include "protocol/loyalty/messages.hpp"

/// Whether what a look-up found is what an entry sent. A number alone proves nothing: another register may
/// have given it too. Pure.
namespace tillpoints::replay {

enum class Agreement {
    ours,
    doubtful,  ///< the number names this installation, and the rest does not agree: a person decides
    anothers,
};

/// An operation with the number of a purchase. It is this purchase's if customer, total, cash, points and
/// time agree. The time is open at the end: the cloud may commit late, and a database that was restored does
/// not know its last sends. It begins `look_margin` before the first send, because an operation is not older
/// than its send and the margin is what the cloud's clock is read wrong by at most. A customer or a time that
/// is not known agrees.
///
/// If the number names this installation and customer, total and time agree, an operation with other points
/// than were asked for is still this redemption's, made wrongly by the cloud.
Agreement agreement(const OutboxEntry& purchase, const loyalty::Operation& sale, const Policy& policy);

/// A sale that a return of another terminal's sale may be of, by what the extra of the sale says.
bool may_be_sale_of(const RefundEntry& refund, const loyalty::Operation& sale);

}  // namespace tillpoints::replay
