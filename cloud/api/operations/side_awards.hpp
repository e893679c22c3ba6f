#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/programme/calculation.hpp"
#include "cloud/programme/refund.hpp"

/// What a purchase earns besides cashback: the buyer for the first one, the circles of inviters, the
/// employee.
namespace tillpoints::cloud {

/// Who gets the reward for a newcomer whom `inviter` brought.
std::vector<ParticipantId> rewarded_for(const Referral& referral, ParticipantId inviter,
                                        ParticipantId newcomer);

/// Posts them. `standing` is the buyer's before the purchase.
void post_side_awards(RequestContext& context, const OperationRecord& purchase, const CustomerRecord& buyer,
                      const CustomerTotals& totals, const Bill& bill);

/// Takes them back in the refund's proportion; what a first purchase earned only when all of it is
/// refunded.
void reverse_side_awards(RequestContext& context, const OperationRecord& refund, const SaleAmounts& sold,
                         bool completes);

}  // namespace tillpoints::cloud
