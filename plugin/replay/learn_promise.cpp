#include <algorithm>

#include "plugin/replay/outcome.hpp"

namespace tillpoints::replay {
namespace {

/// The customer paid the total less the points, and earns for that: to the cloud, what the shop gave is a
/// discount from outside, which is no part of `total`.
Fact award_of_what_was_paid(const Fact& redemption) {
    const auto& refused = std::get<PurchaseFact>(redemption.body);
    Fact award;
    award.id = award_instead_of(redemption);
    award.receipt = redemption.receipt;
    award.customer = redemption.customer;
    award.created = redemption.created;
    loyalty::CreateOperation operation;
    operation.who = refused.offline->award_to;
    operation.nonce = refused.offline->award_nonce;
    operation.cashier = refused.operation.cashier;
    operation.total = operation.cash = refused.operation.cash;
    if (const auto skipped = refused.operation.skip_loyalty_total)
        operation.skip_loyalty_total = std::min(*skipped, operation.total);
    award.body = PurchaseFact{std::move(operation)};
    return award;
}

}  // namespace

Learned promise_refused(Fact fact, Errc reason) {
    auto& purchase = std::get<PurchaseFact>(fact.body);
    purchase.offline->refused = true;
    std::vector<Fact> award;
    if (purchase.operation.cash > Money()) award.push_back(award_of_what_was_paid(fact));
    Learned out = parked_unhappened(std::move(fact), reason,
                                    "the cloud refuses points that were promised offline; what was paid is awarded");
    out.follow_ups = std::move(award);
    return out;
}

}  // namespace tillpoints::replay
