#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/programme/calculation.hpp"
#include "cloud/programme/refund.hpp"

/// What a purchase earns besides cashback: the award for a first purchase, the shares of the inviters, the
/// employee's award.
namespace tillpoints::cloud {

/// The customers who get the reward for a newcomer whom `inviter` brought.
std::vector<ParticipantId> rewarded_for(const Referral& referral, ParticipantId inviter,
                                        ParticipantId newcomer);

/// Posts these awards. `totals` are the buyer's before the purchase.
void post_side_awards(RequestContext& context, const OperationRecord& purchase, const CustomerRecord& buyer,
                      const CustomerTotals& totals, const Bill& bill);

/// Takes them back in proportion to the refund; what a first purchase earned only if all of it is refunded.
void reverse_side_awards(RequestContext& context, const OperationRecord& refund, const SaleAmounts& sold,
                         bool completes);

}  // namespace tillpoints::cloud
