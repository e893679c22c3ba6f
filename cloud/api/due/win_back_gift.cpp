#include "cloud/api/due/win_back_gift.hpp"

#include "cloud/api/post_all.hpp"
#include "cloud/ledger/transfers.hpp"
#include "cloud/programme/win_back.hpp"

namespace tillpoints::cloud {

bool win_back(RequestContext& context, ParticipantId customer) {
    const auto& gift = context.programme.win_back;
    if (!gift) return false;
    context.db.customers.lock(customer);
    const auto last_purchase = context.db.customers.totals(customer).last_purchase;
    if (!win_back_due(*gift, last_purchase, context.db.promotions.last_gift(customer), context.now))
        return false;
    GiftRecord record{0, customer, gift->points, context.now, {}, false};
    if (gift->expires) record.lapses = context.now + *gift->expires;
    context.db.promotions.add_gift(record);
    post_all(context, transfers_of_win_back(customer, gift->points));
    return true;
}

void lapse_gifts(RequestContext& context, ParticipantId customer) {
    for (const auto& gift : context.db.promotions.gifts_due(customer, context.now)) {
        const auto spent = context.db.operations.redeemed_since(customer, gift.given);
        const auto left =
            unspent_gift(gift.points, spent, context.db.ledger.balance(customer_account(customer)));
        context.db.promotions.close_gift(gift.id);
        post_all(context, transfers_of_win_back_lapse(customer, left));
    }
}

}  // namespace tillpoints::cloud
