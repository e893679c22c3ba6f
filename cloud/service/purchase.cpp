#include <algorithm>

#include "cloud/programme/tiers.hpp"
#include "cloud/service/answers.hpp"
#include "cloud/service/booking.hpp"
#include "cloud/service/certificates.hpp"
#include "cloud/service/identify.hpp"
#include "cloud/service/known_tags.hpp"

namespace tillpoints::cloud {
namespace {

/// What a repeated nonce gets; nothing if it is new or taken for new.
std::optional<loyalty::Answer> repeated(Desk& desk, const std::optional<Nonce>& nonce) {
    if (!nonce || desk.switches.repeated_nonce == RepeatedNonce::duplicate) return {};
    const auto earlier = desk.books.operation_by_nonce(*nonce);
    if (!earlier) return {};
    switch (desk.switches.repeated_nonce) {
        case RepeatedNonce::same:
            return show_operation(desk, *earlier);
        case RepeatedNonce::refuse_400:
            return bad_field("nonce", "There is such an operation already.");
        default:
            return named_refusal(409, "nonceExists");
    }
}

bool is_known(Desk& desk, const loyalty::Cashier& cashier) {
    const auto known = desk.books.cashiers();
    return std::any_of(known.begin(), known.end(),
                       [&](const CashierRecord& one) { return one.external_id == cashier.external_id; });
}

OperationRecord record_of(Desk& desk, const loyalty::CreateOperation& call, ParticipantId customer,
                          Points award) {
    OperationRecord record;
    record.created = desk.now;
    record.customer = customer;
    if (call.cashier) {
        record.cashier = desk.books.cashier(*call.cashier);
        if (const auto employee = desk.books.cashier_record(record.cashier->id))
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

ShownBy shown_by(Means means) {
    switch (means) {
        case Means::uid:
            return ShownBy::uid;
        case Means::phone:
            return ShownBy::phone;
        case Means::certificate:
        case Means::certificate_with_points:
            return ShownBy::certificate;
        case Means::card:
            return ShownBy::card;
        default:
            return ShownBy::code;
    }
}

}  // namespace

loyalty::Answer handle(Desk& desk, const loyalty::CreateOperation& call) {
    if (auto answer = repeated(desk, call.nonce)) return *answer;
    if (auto refusal = refuse_unknown_tags(desk, call.tags, "tags")) return *refusal;
    if (desk.switches.receipt_exists && call.number && desk.books.operation_by_number(*call.number))
        return refusal(Errc::receipt_exists);
    if (desk.switches.refuses_new_cashiers && call.cashier && !is_known(desk, *call.cashier))
        return refusal(Errc::cashier_not_found);
    auto customer = identify_buyer(desk, call.who);
    if (!customer) return refusal_of(customer.error());

    const bool unknown = customer->id == ParticipantId();
    const auto standing = unknown ? Standing() : desk.books.standing(customer->id);
    const auto& tier = tier_for(desk.programme, standing.cash_spent, standing.effective_invited);
    Bill bill{call.total, call.skip_loyalty_total.value_or(Money()),
              call.unredeemable_total.value_or(Money())};
    const auto certificate = living_certificate(desk, call.who);
    if (certificate && adds_up(bill)) bill.certificate = pays(desk, *certificate, bill);
    const Purchase purchase{means_of(desk, call.who), standing.balance, bill, call.points, call.cash};
    if (const auto error = refuse_purchase(desk.programme, tier, purchase, desk.switches.max_points_base,
                                           desk.switches.phone_discount))
        return refusal(*error);

    if (unknown) customer->id = desk.books.add_customer(*customer);
    if (customer->imported) {
        customer->imported = false;
        desk.books.update_customer(*customer);
    }
    const auto& earning =
        earning_tier(desk.programme, standing.cash_spent, call.cash, standing.effective_invited);
    const auto award = award_for(desk.programme, earning, bill, call.cash, desk.switches.award_base);
    auto record = record_of(desk, call, customer->id, award);
    record.certificate = bill.certificate;
    record.shown = shown_by(purchase.means);
    record = book_purchase(desk, record, *customer, standing, bill);
    desk.books.add_tags(customer->id, call.tags);
    if (certificate) use_certificate(desk, *certificate, record);
    if (const auto* code = std::get_if<loyalty::ByCode>(&call.who)) desk.books.use_code(code->code);
    return show_operation(desk, record);
}

loyalty::Answer handle(Desk& desk, const loyalty::GetOperation& call) {
    const auto record = desk.books.operation(call.id);
    if (!record) return refusal(Errc::not_found);
    return show_operation(desk, *record);
}

loyalty::Answer handle(Desk& desk, const loyalty::ListOperations& call) {
    PageRequest page{desk.switches.order, call.max + 1, call.offset.value_or(0), {}};
    if (call.cursor) {
        const auto after = parse_decimal(*call.cursor, 0, Rounding::exact);
        if (!after) return bad_field("cursor", "a cursor of an earlier page");
        page.after = OperationId{*after};
    }
    auto records = desk.books.operations(page);
    const auto most = static_cast<std::size_t>(call.max);
    loyalty::OperationPage out;
    if (records.size() > most) {
        records.resize(most);
        out.cursor = std::to_string(records.back().id.value);
    }
    for (const auto& record : records) out.rows.push_back(show_operation(desk, record));
    return out;
}

}  // namespace tillpoints::cloud
