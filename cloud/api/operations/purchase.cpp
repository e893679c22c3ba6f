#include <algorithm>

#include "cloud/api/answers.hpp"
#include "cloud/api/customers/identify.hpp"
#include "cloud/api/customers/known_tags.hpp"
#include "cloud/api/due/certificates.hpp"
#include "cloud/api/operations/record_purchase.hpp"
#include "cloud/programme/tiers.hpp"

namespace tillpoints::cloud {
namespace {

/// What a repeated nonce gets; nothing if it is new or taken for new.
std::optional<loyalty::Answer> repeated(RequestContext& context, const std::optional<Nonce>& nonce) {
    if (!nonce || context.variants.repeated_nonce == RepeatedNonce::duplicate) return {};
    const auto earlier = context.db.operations.find_by_nonce(*nonce);
    if (!earlier) return {};
    switch (context.variants.repeated_nonce) {
        case RepeatedNonce::same:
            return show_operation(context, *earlier);
        case RepeatedNonce::refuse_400:
            return bad_field("nonce", "There is such an operation already.");
        default:
            return named_refusal(409, "nonceExists");
    }
}

bool is_known(RequestContext& context, const loyalty::Cashier& cashier) {
    const auto known = context.db.staff.cashiers();
    return std::any_of(known.begin(), known.end(),
                       [&](const CashierRecord& one) { return one.external_id == cashier.external_id; });
}

OperationRecord record_of(RequestContext& context, const loyalty::CreateOperation& call,
                          ParticipantId customer, Points award) {
    OperationRecord record;
    record.created = context.now;
    record.customer = customer;
    if (call.cashier) {
        record.cashier = context.db.staff.find_or_add_cashier(*call.cashier);
        if (const auto employee = context.db.staff.find_cashier(record.cashier->id))
            record.branch = employee->branch;
    }
    record.nonce = call.nonce;
    record.number = call.number;
    record.total = call.total;
    record.cash = call.cash;
    record.points = call.points;
    record.award = award;
    return record;
}

IdentifiedBy identified_by(Identification identification) {
    switch (identification) {
        case Identification::uid:
            return IdentifiedBy::uid;
        case Identification::phone:
            return IdentifiedBy::phone;
        case Identification::certificate:
        case Identification::certificate_with_points:
            return IdentifiedBy::certificate;
        case Identification::card:
            return IdentifiedBy::card;
        default:
            return IdentifiedBy::code;
    }
}

}  // namespace

loyalty::Answer handle(RequestContext& context, const loyalty::CreateOperation& call) {
    if (auto answer = repeated(context, call.nonce)) return *answer;
    if (auto refusal = refuse_unknown_tags(context, call.tags, "tags")) return *refusal;
    if (context.variants.receipt_exists && call.number && context.db.operations.find_by_number(*call.number))
        return refusal(Errc::receipt_exists);
    if (context.variants.refuses_new_cashiers && call.cashier && !is_known(context, *call.cashier))
        return refusal(Errc::cashier_not_found);
    auto customer = identify_buyer(context, call.who);
    if (!customer) return refusal_of(customer.error());

    const bool unknown = customer->id == ParticipantId();
    const auto totals = unknown ? CustomerTotals() : context.db.customers.totals(customer->id);
    const auto& tier = tier_for(context.programme, totals.cash_spent, totals.effective_invited);
    Bill bill{call.total, call.skip_loyalty_total.value_or(Money()),
              call.unredeemable_total.value_or(Money())};
    const auto certificate = active_certificate(context, call.who);
    if (certificate && is_consistent(bill))
        bill.certificate = certificate_amount(context, *certificate, bill);
    const Purchase purchase{identification_of(context, call.who), totals.balance, bill, call.points,
                            call.cash};
    if (const auto error = refuse_purchase(context.programme, tier, purchase,
                                           context.variants.max_points_base, context.variants.phone_discount))
        return refusal(*error);

    if (unknown) customer->id = context.db.customers.add(*customer);
    if (customer->imported) {
        customer->imported = false;
        context.db.customers.update(*customer);
    }
    const auto& earning =
        earning_tier(context.programme, totals.cash_spent, call.cash, totals.effective_invited);
    const auto award = award_for(context.programme, earning, bill, call.cash, context.variants.award_base);
    auto record = record_of(context, call, customer->id, award);
    record.certificate = bill.certificate;
    record.identified_by = identified_by(purchase.identification);
    record = record_purchase(context, record, *customer, totals, bill);
    context.db.tags.add_to_customer(customer->id, call.tags);
    if (certificate) use_certificate(context, *certificate, record);
    if (const auto* code = std::get_if<loyalty::ByCode>(&call.who))
        context.db.identifiers.use_code(code->code);
    return show_operation(context, record);
}

loyalty::Answer handle(RequestContext& context, const loyalty::GetOperation& call) {
    const auto record = context.db.operations.find(call.id);
    if (!record) return refusal(Errc::not_found);
    return show_operation(context, *record);
}

loyalty::Answer handle(RequestContext& context, const loyalty::ListOperations& call) {
    PageRequest page{context.variants.order, call.max + 1, call.offset.value_or(0), {}};
    if (call.cursor) {
        const auto after = parse_decimal(*call.cursor, 0, Rounding::exact);
        if (!after) return bad_field("cursor", "a cursor of an earlier page");
        page.after = OperationId{*after};
    }
    auto records = context.db.operations.page(page);
    const auto most = static_cast<std::size_t>(call.max);
    loyalty::OperationPage out;
    if (records.size() > most) {
        records.resize(most);
        out.cursor = std::to_string(records.back().id.value);
    }
    for (const auto& record : records) out.rows.push_back(show_operation(context, record));
    return out;
}

}  // namespace tillpoints::cloud
