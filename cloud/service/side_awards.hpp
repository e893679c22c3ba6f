#pragma once
#include "cloud/programme/calculation.hpp"
#include "cloud/programme/refund.hpp"
#include "cloud/service/desk.hpp"

/// What a purchase earns besides cashback: the buyer for the first one, the circles of inviters, the
/// employee.
namespace tillpoints::cloud {

/// Who gets the reward for a newcomer whom `inviter` brought.
std::vector<ParticipantId> rewarded_for(const Referral& referral, ParticipantId inviter,
                                        ParticipantId newcomer);

/// Posts them. `standing` is the buyer's before the purchase.
void award_others(Desk& desk, const OperationRecord& purchase, const CustomerRecord& buyer,
                  const Standing& standing, const Bill& bill);

/// Takes them back in the refund's proportion; what a first purchase earned only when all of it is
/// refunded.
void withdraw_from_others(Desk& desk, const OperationRecord& refund, const Sold& sold, bool completes);

}  // namespace tillpoints::cloud
