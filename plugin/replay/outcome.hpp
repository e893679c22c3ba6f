#pragma once
#include "plugin/replay/learn.hpp"

/// The parts `learn` is made of; one file for each kind of fact.
namespace tillpoints::replay {

Learned learn_purchase(Fact fact, const loyalty::Operation& operation, bool unclear_before);
Learned learn_purchase(Fact fact, const Scan& scan, Now started, const Policy& policy);
/// A purchase the cloud certainly does not have and has refused.
Learned purchase_refused(Fact fact, Errc reason);

Learned learn_reversal(Fact fact, const loyalty::Operation& reversal);
Learned learn_reversal(Fact fact, const Scan& scan, Now started, const Policy& policy);

Learned learn_refund(Fact fact, const loyalty::Operation& reversal, const Policy& policy);
Learned learn_refund(Fact fact, const Scan& scan, Now started, const Policy& policy);

Learned learn_reward(Fact fact);

Learned parked(Fact fact, Errc reason, std::string detail, Money loss);
/// Still unclear: look again later, at the latest when the horizon has passed.
Learned look_later(Fact fact, Now now, const Policy& policy);
/// A scan that began this long after the last send may conclude absence.
bool absence_counts(const Fact& fact, const Scan& scan, Now started, const Policy& policy);

}  // namespace tillpoints::replay
