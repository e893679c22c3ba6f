#include "cloud/api/answers.hpp"

#include "cloud/api/due/expire_points.hpp"
#include "cloud/api/error_texts.hpp"
#include "cloud/programme/expiry.hpp"
#include "cloud/programme/settings.hpp"
#include "cloud/programme/tiers.hpp"
#include "protocol/loyalty/wire.hpp"

namespace tillpoints::cloud {

using loyalty::OperationState;

loyalty::Refusal refusal(Errc code, std::string message) {
    auto out = named_refusal(loyalty::status_of(code), loyalty::error_code_of(code));
    out.code = code;
    if (!message.empty()) out.message = std::move(message);
    return out;
}

loyalty::Refusal named_refusal(int status, std::string_view error_code) {
    const auto* text = text_of(error_code);
    return {status, Errc::cloud_error, std::string(error_code), std::string(text ? text->english : ""), {}};
}

loyalty::Refusal bad_field(std::string field, std::string message) {
    auto out = refusal(Errc::bad_request);
    out.errors.push_back({"invalid", std::move(message), std::move(field), {}});
    return out;
}

loyalty::Refusal refusal_of(const Problem& problem) {
    if (loyalty::error_code_of(problem.code) == "badRequest")
        return bad_field(problem.where, problem.sentence());
    return refusal(problem.code);
}

loyalty::Refusal refusal_of(const Problems& problems) {
    auto out = refusal(Errc::bad_request);
    for (const auto& problem : problems)
        out.errors.push_back({"invalid", problem.sentence(), problem.where, {}});
    return out;
}

loyalty::Customer show_customer(RequestContext& context, const CustomerRecord& record,
                                const CustomerTotals& totals) {
    const auto& tier = tier_for(context.programme, totals.cash_spent, totals.effective_invited);
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

loyalty::Operation show_operation(RequestContext& context, const OperationRecord& record) {
    loyalty::Operation operation;
    operation.id = record.id;
    operation.created = record.created;
    operation.state = record.state;
    operation.cashier = record.cashier;
    operation.branch = record.branch;
    operation.receipt_number = record.number;
    operation.origin = record.origin;
    const bool reversal = record.state == OperationState::reversal;
    operation.total = reversal ? -record.total : record.total;
    operation.cash = reversal ? -record.cash : record.cash;
    if (record.certificate > Points()) operation.certificate_points = record.certificate;
    operation.points = reversal ? record.points : -record.points;
    if (!reversal && record.points == Points() && context.variants.cashback_as_points)
        operation.points = record.award;
    if (const auto customer = context.db.customers.find(record.customer)) {
        const auto totals = context.db.customers.totals(customer->id);
        const auto& tier = tier_for(context.programme, totals.cash_spent, totals.effective_invited);
        operation.customer =
            loyalty::OperationCustomer{customer->id, customer->name, customer->uid, membership_tier(tier)};
    }
    return operation;
}

}  // namespace tillpoints::cloud
