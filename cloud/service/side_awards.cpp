#include "cloud/service/side_awards.hpp"

#include <algorithm>

#include "cloud/ledger/transfers.hpp"

namespace tillpoints::cloud {
namespace {

/// The inviter, the inviter's inviter and so on, at most `count`.
std::vector<ParticipantId> circles_of(Desk& desk, const CustomerRecord& buyer, std::size_t count) {
    std::vector<ParticipantId> circles;
    auto next = buyer.inviter;
    while (next && circles.size() < count) {
        circles.push_back(*next);
        const auto inviter = desk.books.customer(*next);
        next = inviter ? inviter->inviter : std::nullopt;
    }
    return circles;
}

void post_all(Desk& desk, const std::vector<Transfer>& transfers) {
    for (const auto& transfer : transfers) desk.books.post(transfer, desk.now);
}

}  // namespace

std::vector<ParticipantId> rewarded_for(const Referral& referral, ParticipantId inviter,
                                        ParticipantId newcomer) {
    if (referral.reward_to == RewardTo::both) return {inviter, newcomer};
    return {referral.reward_to == RewardTo::inviter ? inviter : newcomer};
}

void award_others(Desk& desk, const OperationRecord& purchase, const CustomerRecord& buyer,
                  const Standing& standing, const Bill& bill) {
    const auto& referral = desk.programme.referral;
    const auto circles = circles_of(desk, buyer, std::max<std::size_t>(1, referral.rates.size()));
    const auto before = standing.purchases - standing.full_refunds;
    // Refunds make a purchase the first once more, but what an earlier one gave may have stayed.
    const auto earned_by_first = [&](const char* cause) {
        return before == 0 && !desk.books.keeps(buyer.id, cause);
    };
    const auto shares = before + 1 >= referral.from_purchase
                            ? referral_shares(desk.programme, bill, purchase.cash)
                            : std::vector<Points>();
    post_all(desk, transfers_of_referral(purchase.id, circles, shares));
    if (buyer.inviter && referral.reward_at == RewardAt::first_purchase && earned_by_first("referral_reward"))
        post_all(desk, transfers_of_invitation(purchase.id, rewarded_for(referral, *buyer.inviter, buyer.id),
                                               referral.reward));
    if (earned_by_first("first_purchase"))
        post_all(desk, transfers_of_first_purchase(purchase.id, buyer.id, desk.programme.first_purchase));
    if (purchase.cashier)
        post_all(desk, transfers_of_staff(purchase.id, purchase.cashier->id,
                                          staff_award(desk.programme, purchase.total, purchase.cash)));
}

void withdraw_from_others(Desk& desk, const OperationRecord& refund, const Sold& sold, bool completes) {
    for (const auto& given : desk.books.transfers_of(*refund.origin)) {
        const bool once = given.cause == "first_purchase" ||
                          (given.cause == "referral_reward" && desk.programme.referral.reward_withdrawn);
        if (once && completes) post_all(desk, transfers_of_withdrawal(refund.id, given, given.points));
        if (given.cause == "referral_share" || given.cause == "staff_award")
            post_all(desk, transfers_of_withdrawal(
                               refund.id, given,
                               share_of(given.points, sold, refund.total, desk.switches.refund_rounding)));
    }
}

}  // namespace tillpoints::cloud
