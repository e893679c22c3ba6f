#pragma once
#include "plugin/replay/learn.hpp"

/// The parts `learn` is made of; one file for each kind of fact.
namespace tillpoints::replay {

Learned learn_purchase(Fact fact, const loyalty::Operation& operation, bool unclear_before);
Learned learn_purchase(Fact fact, const Scan& scan, Now started, const Policy& policy);
/// A purchase the cloud certainly does not have and has refused.
Learned purchase_refused(Fact fact, Errc reason);

/// Points promised offline that the cloud refuses: parked with their loss, and what was paid is awarded.
Learned promise_refused(Fact fact, Errc reason);

Learned learn_reversal(Fact fact, const loyalty::Operation& reversal);
Learned learn_reversal(Fact fact, const Scan& scan, Now started, const Policy& policy);

Learned learn_refund(Fact fact, const loyalty::Operation& reversal, const Policy& policy);
Learned learn_refund(Fact fact, const Scan& scan, Now started, const Policy& policy);

Learned learn_reward(Fact fact, const loyalty::Accepted& answer);

/// The cloud has done something that is not plainly ours. Its list tells; what is not found there is parked
/// and never sent again, or a cloud that answers strangely would be asked for ever.
Learned answered_strangely(Fact fact);
inline constexpr Errc strange_answer = Errc::does_not_add_up;

/// What it costs the shop, or the customer, if this fact never happens.
Money loss_of(const Fact& fact);

Learned parked(Fact fact, Errc reason, std::string detail, Money loss);
Learned parked(Fact fact, Errc reason, std::string detail);
/// Parked and certainly not in the cloud: no mark of a send stays.
Learned parked_unhappened(Fact fact, Errc reason, std::string detail);
/// Still unclear: look again later, at the latest when the horizon has passed.
Learned look_later(Fact fact, Now now, const Policy& policy);
/// A scan that began this long after the last send may conclude absence.
bool absence_counts(const Fact& fact, const Scan& scan, Now started, const Policy& policy);

}  // namespace tillpoints::replay
