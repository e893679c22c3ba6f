#include "cloud/api/operations/record_purchase.hpp"

#include "cloud/api/enqueue_webhook.hpp"
#include "cloud/api/operations/side_awards.hpp"
#include "cloud/ledger/transfers.hpp"
#include "cloud/programme/deferral.hpp"

namespace tillpoints::cloud {

OperationRecord record_purchase(RequestContext& context, OperationRecord purchase,
                                const CustomerRecord& buyer, const CustomerTotals& totals, const Bill& bill) {
    const Unrepeated unrepeated{context.variants.repeated_nonce != RepeatedNonce::duplicate,
                                context.variants.receipt_exists};
    purchase.id = context.db.operations.add(purchase, unrepeated);
    if (bill.skip_loyalty > Money() || bill.unredeemable > Money())
        context.db.programme.keep_parts(purchase.id, {bill.skip_loyalty, bill.unredeemable});
    const auto due = purchase.award > Points() ? award_due(context.programme, context.now) : std::nullopt;
    if (due) context.db.deferred_awards.add({purchase.id, purchase.customer, *due});
    for (const auto& transfer : transfers_of_purchase(purchase, due ? Award::deferred : Award::granted))
        context.db.ledger.post(transfer, context.now);
    post_side_awards(context, purchase, buyer, totals, bill);
    enqueue_webhook(context, purchase);
    return purchase;
}

}  // namespace tillpoints::cloud
