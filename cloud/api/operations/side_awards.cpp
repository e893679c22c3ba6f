#include "cloud/api/operations/side_awards.hpp"

#include <algorithm>

#include "cloud/api/post_all.hpp"
#include "cloud/ledger/transfers.hpp"

namespace tillpoints::cloud {
namespace {

/// The inviter, the inviter's inviter and so on, at most `count`.
std::vector<ParticipantId> circles_of(RequestContext& context, const CustomerRecord& buyer,
                                      std::size_t count) {
    std::vector<ParticipantId> circles;
    auto next = buyer.inviter;
    while (next && circles.size() < count) {
        circles.push_back(*next);
        const auto inviter = context.db.customers.find(*next);
        next = inviter ? inviter->inviter : std::nullopt;
    }
    return circles;
}

/// Takes back what a customer was given, at most what did not expire of it. An employee's money never
/// expires.
void withdraw(RequestContext& context, const OperationRecord& refund, const Transfer& given, Points points) {
    if (const auto customer = customer_of(given.to)) {
        context.db.customers.lock(*customer);
        const Lots lots(context.db.ledger.movements(*customer));
        points = std::min(points, lots.withdrawable(given.cause, *refund.origin));
    }
    post_all(context, transfers_of_withdrawal(refund.id, given, points));
}

}  // namespace

std::vector<ParticipantId> rewarded_for(const Referral& referral, ParticipantId inviter,
                                        ParticipantId newcomer) {
    if (referral.reward_to == RewardTo::both) return {inviter, newcomer};
    return {referral.reward_to == RewardTo::inviter ? inviter : newcomer};
}

void post_side_awards(RequestContext& context, const OperationRecord& purchase, const CustomerRecord& buyer,
                      const CustomerTotals& totals, const Bill& bill) {
    const auto& referral = context.programme.referral;
    const auto circles = circles_of(context, buyer, std::max<std::size_t>(1, referral.rates.size()));
    const auto before = totals.purchases - totals.full_refunds;
    // After refunds a purchase can be the first one again, but what an earlier first purchase earned may have
    // stayed.
    const auto earned_by_first = [&](const char* cause) {
        return before == 0 && !context.db.ledger.has_unrefunded_transfer(buyer.id, cause);
    };
    const auto shares = before + 1 >= referral.from_purchase
                            ? referral_shares(context.programme, bill, purchase.cash)
                            : std::vector<Points>();
    post_all(context, transfers_of_referral(purchase.id, circles, shares));
    if (buyer.inviter && referral.reward_at == RewardAt::first_purchase && earned_by_first("referral_reward"))
        post_all(context,
                 transfers_of_invitation(purchase.id, rewarded_for(referral, *buyer.inviter, buyer.id),
                                         referral.reward));
    if (earned_by_first("first_purchase"))
        post_all(context,
                 transfers_of_first_purchase(purchase.id, buyer.id, context.programme.first_purchase));
    if (purchase.cashier)
        post_all(context, transfers_of_staff(purchase.id, purchase.cashier->id,
                                             staff_award(context.programme, purchase.total, purchase.cash)));
}

void reverse_side_awards(RequestContext& context, const OperationRecord& refund, const SaleAmounts& sold,
                         bool completes) {
    for (const auto& given : context.db.ledger.transfers_of(*refund.origin)) {
        const bool once = given.cause == "first_purchase" ||
                          (given.cause == "referral_reward" && context.programme.referral.reward_withdrawn);
        if (once && completes) withdraw(context, refund, given, given.points);
        if (given.cause == "referral_share" || given.cause == "staff_award")
            withdraw(context, refund, given,
                     share_of(given.points, sold, refund.total, context.variants.refund_rounding));
    }
}

}  // namespace tillpoints::cloud
