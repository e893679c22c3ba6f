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

void award_others(Desk& desk, const OperationRecord& purchase, const CustomerRecord& buyer,
                  const Standing& standing, const Bill& bill) {
    const auto& referral = desk.programme.referral;
    const auto circles = circles_of(desk, buyer, std::max<std::size_t>(1, referral.rates.size()));
    const bool first = standing.purchases == standing.full_refunds;
    const auto shares = referral_shares(desk.programme, bill, purchase.cash);
    post_all(desk, transfers_of_referral(purchase.id, circles, shares, first ? referral.reward : Points()));
    if (purchase.cashier)
        post_all(desk, transfers_of_staff(purchase.id, purchase.cashier->id,
                                          share_half_up(purchase.cash, desk.programme.staff_award)));
}

void withdraw_from_others(Desk& desk, const OperationRecord& refund, const Sold& sold, bool completes) {
    for (const auto& given : desk.books.transfers_of(*refund.origin)) {
        if (given.cause == "referral_reward" && completes)
            post_all(desk, transfers_of_withdrawal(refund.id, given, given.points));
        if (given.cause == "referral_share" || given.cause == "staff_award")
            post_all(desk, transfers_of_withdrawal(
                               refund.id, given,
                               share_of(given.points, sold, refund.total, desk.switches.refund_rounding)));
    }
}

}  // namespace tillpoints::cloud
