#include "cloud/api/due/apply_due_events.hpp"

#include "cloud/api/due/certificates.hpp"
#include "cloud/api/due/expire_points.hpp"
#include "cloud/api/due/win_back_gift.hpp"
#include "cloud/ledger/transfers.hpp"

namespace tillpoints::cloud {

void grant_awards(RequestContext& context, ParticipantId customer) {
    for (const auto& deferral : context.db.deferred_awards.due(customer, context.now)) {
        const auto left = context.db.ledger.balance(deferred_account(deferral.purchase));
        for (const auto& transfer : transfers_of_grant(deferral, left))
            context.db.ledger.post(transfer, context.now);
        context.db.deferred_awards.remove(deferral.purchase);
    }
}

namespace {

bool something_is_due(RequestContext& context, ParticipantId customer) {
    const auto next = context.db.customers.totals(customer).next_due;
    return next && *next <= context.now;
}

}  // namespace

void apply_due_events(RequestContext& context, const CustomerRecord& customer) {
    const bool due = something_is_due(context, customer.id);
    if (!due && !points_expired(context, customer)) return;
    context.db.customers.lock(customer.id);
    if (something_is_due(context, customer.id)) {
        lapse_certificates(context, customer.id);
        // The order matters: an award is due before the purchase that it belongs to lets points expire.
        grant_awards(context, customer.id);
        lapse_gifts(context, customer.id);
        context.db.customers.find_next_due(customer.id);
    }
    expire_points(context, customer);
}

}  // namespace tillpoints::cloud
