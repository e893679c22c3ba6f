#include "cloud/api/due/expire_points.hpp"

#include <algorithm>

#include "cloud/ledger/transfers.hpp"
#include "cloud/programme/expiry.hpp"

namespace tillpoints::cloud {

namespace {

Timestamp last_extended(const RequestContext& context, const CustomerRecord& customer,
                        const CustomerTotals& totals) {
    const auto gift = context.programme.gifts_extend ? totals.last_gift : std::nullopt;
    const auto purchase = context.programme.purchases_extend ? totals.last_purchase : std::nullopt;
    auto last = customer.created;
    for (const auto& moment : {gift, purchase, totals.last_expiry, totals.period_since})
        last = std::max(last, moment.value_or(last));
    return last;
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

bool points_expired(RequestContext& context, const CustomerRecord& customer) {
    if (!context.programme.expiry) return false;
    const auto totals = context.db.customers.totals(customer.id);
    const auto since = last_extended(context, customer, totals);
    // A period that is over ends with an expiry, or with an empty account, which is remembered.
    return *points_expire(context.programme, since) <= context.now;
}

void expire_points(RequestContext& context, const CustomerRecord& customer) {
    if (!points_expired(context, customer)) return;
    const auto totals = context.db.customers.totals(customer.id);
    const auto since = counted_since(context, customer, totals);
    // Remembered, so that the whole history is summed once for a period and not for every call.
    if (since > last_extended(context, customer, totals))
        context.db.customers.begin_period(customer.id, since);
    const auto expires = points_expire(context.programme, since);
    if (*expires > context.now || totals.balance <= Points()) return;
    for (const auto& transfer : transfers_of_expiry(customer.id, totals.balance))
        context.db.ledger.post(transfer, context.now);
}

}  // namespace tillpoints::cloud
