#include <algorithm>
#include <stdexcept>

#include "cloud/api/confirmations/confirmations.hpp"
#include "cloud/api/customers/identify.hpp"
#include "cloud/api/customers/known_tags.hpp"
#include "cloud/api/due/certificates.hpp"
#include "cloud/api/guesses/guesses.hpp"
#include "cloud/api/operations/record_purchase.hpp"
#include "cloud/api/operations/show_operation.hpp"
#include "cloud/api/purchase_rules.hpp"
#include "cloud/api/refusals.hpp"

namespace tillpoints::cloud {
namespace {

/// The answer to a nonce that was seen before; nothing if it is new, or if this cloud takes every nonce as
/// new.
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
    if (call.tags)
        if (auto refusal = refuse_unknown_tags(context, *call.tags, "tags")) return *refusal;
    if (context.variants.receipt_exists && call.number && context.db.operations.find_by_number(*call.number))
        return refusal(Errc::receipt_exists);
    if (context.variants.refuses_new_cashiers && call.cashier && !is_known(context, *call.cashier))
        return refusal(Errc::cashier_not_found);
    const Guesser guesser{false, call.cashier};
    if (const auto wait = wait_before_lookup(context, guesser, call.who)) return too_many_guesses(*wait);
    auto customer = identify_buyer(context, call.who);
    if (!customer) return refuse_lookup(context, guesser, call.who, customer.error());

    const bool unknown = customer->id == ParticipantId();
    const auto totals = unknown ? CustomerTotals() : context.db.customers.totals(customer->id);
    Bill bill{call.total, call.skip_loyalty_total.value_or(Money()),
              call.unredeemable_total.value_or(Money())};
    const auto certificate = active_certificate(context, call.who);
    if (certificate && is_consistent(bill))
        bill.certificate = certificate_amount(context, *certificate, bill);
    const Purchase purchase{identification_of(context, call.who), totals.balance, bill, call.points,
                            call.cash};
    if (const auto error = refuse_purchase(context, totals, purchase)) return refusal(*error);
    const auto above = confirm_above(context.programme, purchase.identification);
    const bool confirmed = above && call.points > *above;
    if (confirmed && !is_confirmed(context, customer->id, call.points, call.confirmation))
        return refusal(Errc::confirmation_required);

    if (unknown) customer->id = context.db.customers.add(*customer);
    if (customer->imported) {
        customer->imported = false;
        context.db.customers.update(*customer);
    }
    auto record = record_of(context, call, customer->id, award_for(context, totals, bill, call.cash));
    record.certificate = bill.certificate;
    record.identified_by = identified_by(purchase.identification);
    record = record_purchase(context, record, *customer, totals, bill);
    if (confirmed && !context.db.confirmations.use(*call.confirmation, record.id))
        throw std::logic_error("a confirmation was used beside the customer's lock");
    if (call.tags) context.db.tags.set_of_customer(customer->id, *call.tags);
    if (certificate) use_certificate(context, *certificate, record);
    if (const auto* code = std::get_if<loyalty::ByCode>(&call.who))
        context.db.identifiers.use_code(code->code);
    return show_operation(context, record);
}

}  // namespace tillpoints::cloud
