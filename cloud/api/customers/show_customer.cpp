#include "cloud/api/customers/show_customer.hpp"

#include "cloud/api/due/expire_points.hpp"
#include "cloud/api/purchase_rules.hpp"
#include "cloud/programme/expiry.hpp"
#include "cloud/programme/settings.hpp"

namespace tillpoints::cloud {

loyalty::Customer show_customer(RequestContext& context, const CustomerRecord& record,
                                const CustomerTotals& totals) {
    const auto& tier = tier_of(context, totals);
    const bool discount = context.programme.policy == loyalty::DiscountPolicy::apply_discount;
    loyalty::Customer customer;
    customer.uid = record.uid;
    customer.display_name = record.name;
    customer.gender = loyalty::Gender::not_specified;
    if (record.phone) customer.phone = record.phone->e164();
    customer.birth_date = record.birth_date;
    if (record.source) {
        const auto source = context.db.backoffice.find_source(*record.source);
        customer.channel_name = source ? source->name : *record.source;
    }
    auto& who = customer.participant;
    who.id = record.id;
    who.points = totals.balance;
    (discount ? who.discount_rate : who.cashback_rate) = tier.rate;
    who.cash_spent = totals.cash_spent;
    who.saved_funds = worth(totals.redeemed);
    who.operations_count = totals.purchases;
    if (record.inviter) who.inviter_id = record.inviter->value;
    who.invited_count = totals.invited;
    who.effective_invited_count = totals.effective_invited;
    who.full_refunds_count = totals.full_refunds;
    who.tier = membership_tier(tier);
    who.created = record.created;
    who.last_transaction = totals.last_transaction;
    if (totals.balance > Points())
        who.points_expire = points_expire(context.programme, counted_since(context, record, totals));
    return customer;
}

}  // namespace tillpoints::cloud
