#include "cloud/api/due/expire_points.hpp"

#include <algorithm>

#include "cloud/ledger/transfers.hpp"
#include "cloud/programme/expiry.hpp"

namespace tillpoints::cloud {

namespace {

Timestamp last_extended(RequestContext& context, const CustomerRecord& customer,
                        const CustomerTotals& totals) {
    static const std::vector<std::string> gifts{
        "reward", "referral_share", "referral_reward", "first_purchase", "win_back", "campaign", "voucher"};
    const auto gift =
        context.programme.gifts_extend ? context.db.ledger.last_credit(customer.id, gifts) : std::nullopt;
    const auto purchase = context.programme.purchases_extend ? totals.last_purchase : std::nullopt;
    return std::max({customer.created, purchase.value_or(Timestamp()),
                     totals.last_expiry.value_or(Timestamp()), gift.value_or(Timestamp())});
}

}  // namespace

Timestamp counted_since(RequestContext& context, const CustomerRecord& customer,
                        const CustomerTotals& totals) {
    const auto since = last_extended(context, customer, totals);
    if (!context.programme.expiry) return since;
    const auto begin = period_begin(context.programme, since, context.now);
    // An account that was empty had nothing to expire, so no expiry was booked from which to count.
    const bool was_empty =
        begin > since && context.db.ledger.balance_before(customer_account(customer.id), begin) <= Points();
    return was_empty ? begin : since;
}

void expire_points(RequestContext& context, const CustomerRecord& customer) {
    if (!context.programme.expiry) return;
    const auto totals = context.db.customers.totals(customer.id);
    const auto expires = points_expire(context.programme, counted_since(context, customer, totals));
    if (*expires > context.now || totals.balance <= Points()) return;
    for (const auto& transfer : transfers_of_expiry(customer.id, totals.balance))
        context.db.ledger.post(transfer, context.now);
}

}  // namespace tillpoints::cloud
