#pragma once
#include "plugin/replay/learn.hpp"

/// The parts `learn` is made of; one file for each kind of entry.
namespace tillpoints::replay {

Learned learn_purchase(OutboxEntry entry, const loyalty::Operation& operation, bool unclear_before);
Learned learn_purchase(OutboxEntry entry, const Findings& seen, Now started, const Policy& policy);
/// A purchase the cloud certainly does not have and has refused.
Learned purchase_refused(OutboxEntry entry, Errc reason);

/// An offline redemption that the cloud refuses: it is parked with its loss, and a new entry awards what was
/// paid.
Learned offline_redemption_refused(OutboxEntry entry, Errc reason);

Learned learn_reversal(OutboxEntry entry, const loyalty::Operation& reversal);
Learned learn_reversal(OutboxEntry entry, const Findings& seen, Now started, const Policy& policy);

Learned learn_refund(OutboxEntry entry, const loyalty::Operation& reversal, const Policy& policy);
Learned learn_refund(OutboxEntry entry, const Findings& seen, Now started, const Policy& policy);

Learned learn_reward(OutboxEntry entry, const loyalty::Accepted& answer);

/// The answer does not describe what was sent. The entry is looked up; if it is not found, it is parked and
/// not sent again, because a cloud that answers so would be asked for ever.
Learned answered_strangely(OutboxEntry entry);
inline constexpr Errc strange_answer = Errc::does_not_add_up;

/// What it costs the shop, or the customer, if this entry never happens.
Money loss_of(const OutboxEntry& entry);

Learned parked(OutboxEntry entry, Errc reason, std::string detail, Money loss);
Learned parked(OutboxEntry entry, Errc reason, std::string detail);
/// Parked and certainly not in the cloud: no mark of a send stays.
Learned parked_unhappened(OutboxEntry entry, Errc reason, std::string detail);
/// Still unclear: look again later, at the latest when the horizon has passed.
Learned look_later(OutboxEntry entry, Now now, const Policy& policy);
/// True if the findings prove absence: they are complete and began later than the settle horizon after the
/// last send.
bool absence_counts(const OutboxEntry& entry, const Findings& seen, Now started, const Policy& policy);

}  // namespace tillpoints::replay
