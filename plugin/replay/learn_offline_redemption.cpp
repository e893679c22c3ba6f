#include <algorithm>

#include "plugin/entries/number.hpp"
#include "plugin/replay/outcome.hpp"

namespace tillpoints::replay {
namespace {

/// The customer paid the total less the points and is awarded for that. To the cloud the rest is a discount
/// that the shop gave by itself, so it is not in `total`.
OutboxEntry award_of_what_was_paid(const OutboxEntry& redemption) {
    const auto& refused = std::get<PurchaseEntry>(redemption.body);
    OutboxEntry award;
    award.id = award_instead_of(redemption);
    award.receipt = redemption.receipt;
    award.customer = redemption.customer;
    award.created = redemption.created;
    loyalty::CreateOperation operation;
    operation.who = refused.offline->award_to;
    operation.nonce = refused.offline->award_nonce;
    if (const auto number = refused.operation.number)
        operation.number = number_for(award.id, parts_of(*number).installation);
    operation.cashier = refused.operation.cashier;
    operation.total = operation.cash = refused.operation.cash;
    if (const auto skipped = refused.operation.skip_loyalty_total)
        operation.skip_loyalty_total = std::min(*skipped, operation.total);
    award.body = PurchaseEntry{std::move(operation), {}, refused.customer};
    return award;
}

}  // namespace

Learned offline_redemption_refused(OutboxEntry entry, Errc reason) {
    auto& purchase = std::get<PurchaseEntry>(entry.body);
    purchase.offline->refused = true;
    std::vector<OutboxEntry> award;
    if (purchase.operation.cash > Money()) award.push_back(award_of_what_was_paid(entry));
    Learned out =
        parked_unhappened(std::move(entry), reason,
                          "the cloud refuses points that were promised offline; what was paid is awarded");
    out.follow_ups = std::move(award);
    return out;
}

}  // namespace tillpoints::replay
