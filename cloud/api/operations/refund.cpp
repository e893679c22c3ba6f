#include "cloud/programme/refund.hpp"

#include <algorithm>

#include "cloud/api/due/apply_due_events.hpp"
#include "cloud/api/enqueue_webhook.hpp"
#include "cloud/api/operations/show_operation.hpp"
#include "cloud/api/operations/side_awards.hpp"
#include "cloud/api/refusals.hpp"
#include "cloud/ledger/transfers.hpp"

namespace tillpoints::cloud {
namespace {

using loyalty::OperationState;

loyalty::Refusal over_refund(const ProtocolVariants& variants) {
    switch (variants.over_refund) {
        case OverRefund::invalid_checksum:
            return refusal(Errc::invalid_checksum);
        case OverRefund::not_found:
            return refusal(Errc::not_found);
        case OverRefund::conflict:
            return named_refusal(409, "alreadyRefunded");
        default:
            return bad_field("partialAmount", "More than is left of the sale.");
    }
}

/// How much of the award is taken back: at most what did not expire. Nothing if this cloud refuses the refund
/// because the award is spent.
std::optional<Points> withdrawable(RequestContext& context, const OperationRecord& sale,
                                   const RefundShare& share) {
    const Lots lots(context.db.ledger.movements(sale.customer));
    const auto wanted = std::min(share.award_withdrawn, lots.withdrawable("award", sale.id));
    const Points after = context.db.ledger.balance(customer_account(sale.customer)) + share.points_returned;
    if (wanted <= after || context.variants.spent_award == SpentAward::negative) return wanted;
    if (context.variants.spent_award == SpentAward::refuse) return {};
    return std::max(Points(), after);
}

}  // namespace

loyalty::Answer handle(RequestContext& context, const loyalty::RefundOperation& call) {
    auto sale = context.db.operations.find(call.id);
    if (!sale) return refusal(Errc::not_found);
    context.db.customers.lock(sale->customer);
    // Others may have refunded it before this one had the lock.
    if (!context.db.is_alone()) sale = context.db.operations.find(call.id);
    if (sale->state == OperationState::reversal) return over_refund(context.variants);
    // What it gave and what is left of that is not known.
    if (context.db.archive.is_archived(sale->id))
        return bad_field("id", "The books of this sale are archived. Attach them first.");
    grant_awards(context, sale->customer);
    const SaleAmounts sold{sale->total, sale->points, sale->cash, sale->award,
                           context.db.operations.refunded(sale->id)};
    const auto share = share_of_refund(sold, call.partial_amount, context.variants.refund_rounding);
    if (!share) return over_refund(context.variants);
    const auto award = context.db.deferred_awards.is_deferred(sale->id) ? Award::deferred : Award::granted;
    const auto withdrawn =
        award == Award::deferred ? share->award_withdrawn : withdrawable(context, *sale, *share);
    if (!withdrawn) return refusal(Errc::insufficient_funds);

    OperationRecord reversal;
    reversal.created = context.now;
    reversal.state = OperationState::reversal;
    reversal.customer = sale->customer;
    reversal.cashier = sale->cashier;
    reversal.branch = sale->branch;
    reversal.identified_by = sale->identified_by;
    reversal.origin = sale->id;
    reversal.total = share->total;
    reversal.cash = share->cash;
    reversal.points = share->points_returned;
    reversal.award = *withdrawn;
    reversal.id = context.db.operations.add(reversal);
    for (const auto& transfer : transfers_of_refund(reversal, award))
        context.db.ledger.post(transfer, context.now);
    reverse_side_awards(context, reversal, sold, share->completes);
    if (share->completes || context.variants.partial_refund_cancels)
        context.db.operations.set_state(sale->id, OperationState::canceled);
    enqueue_webhook(context, reversal);
    return show_operation(context, reversal);
}

}  // namespace tillpoints::cloud
