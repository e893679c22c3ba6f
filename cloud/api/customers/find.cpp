#include "cloud/api/answers.hpp"
#include "cloud/api/customers/identify.hpp"
#include "cloud/api/due/certificates.hpp"
#include "cloud/api/orders/order_quote.hpp"
#include "cloud/programme/settings.hpp"
#include "cloud/programme/tiers.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::chrono::hours long_code_lifetime{24};

Bill bill_of(RequestContext& context, const loyalty::Identity& who, Money total, std::optional<Money> skip,
             std::optional<Money> unredeemable) {
    Bill bill{total, skip.value_or(Money()), unredeemable.value_or(Money())};
    if (const auto certificate = active_certificate(context, who); certificate && is_consistent(bill))
        bill.certificate = certificate_amount(context, *certificate, bill);
    return bill;
}

/// The calculation for this customer, or why there is none. Without `points` the maximum is assumed.
Result<loyalty::PurchaseCalc> calculation(RequestContext& context, const CustomerTotals& totals,
                                          Identification identification, const Bill& bill,
                                          std::optional<Points> points) {
    const auto base = context.variants.max_points_base;
    const auto& tier = tier_for(context.programme, totals.cash_spent, totals.effective_invited);
    if (!is_consistent(bill)) return Problem{Errc::invalid_checksum, {}, {}, {}};
    const bool redeems = may_redeem(context.programme, identification);
    const Points most = redeems ? max_points(tier, totals.balance, bill, base) : Points();
    const Purchase purchase{identification, totals.balance, bill, points.value_or(most), {}};
    if (const auto error =
            refuse_purchase(context.programme, tier, purchase, base, context.variants.phone_discount))
        return Problem{*error, {}, {}, {}};
    auto calc = calculate(context.programme, tier, bill, purchase.points, most, context.variants.award_base);
    const auto& earning =
        earning_tier(context.programme, totals.cash_spent, calc.cash, totals.effective_invited);
    calc.cash_back = award_for(context.programme, earning, bill, calc.cash, context.variants.award_base);
    return calc;
}

/// A long code in place of the short one.
std::string exchange(RequestContext& context, const CustomerRecord& customer, const std::string& code) {
    CodeRecord record{random_hex(context.randomness, 16), customer.id, context.now + long_code_lifetime};
    context.db.identifiers.add_code(record, context.now);
    if (context.variants.exchange_kills_code) context.db.identifiers.use_code(code);
    return record.code;
}

/// An order's code shows whose it is and what it comes to; it is never exchanged.
loyalty::Answer found_by_order(RequestContext& context, const loyalty::FindCustomer& call,
                               const OrderRecord& order) {
    const auto quote = quote_order(context, order);
    loyalty::Found found;
    found.user = show_customer(context, quote.customer, quote.totals);
    found.type = loyalty::FindType::goods_order_complete;
    found.purchase = quote.calc;
    if (call.exchange_code) found.code = std::get<loyalty::ByCode>(call.who).code;
    return found;
}

}  // namespace

loyalty::Answer handle(RequestContext& context, const loyalty::GetSettings&) {
    return settings_of(context.programme, context.company);
}

loyalty::Answer handle(RequestContext& context, const loyalty::FindCustomer& call) {
    if (const auto order = order_by_code(context, call.who)) return found_by_order(context, call, *order);
    const auto customer = identify(context, call.who);
    if (!customer) return refusal_of(customer.error());
    const auto totals = context.db.customers.totals(customer->id);
    loyalty::Found found;
    found.user = show_customer(context, *customer, totals);
    if (call.total || context.variants.zeros_without_total) {
        const auto bill = bill_of(context, call.who, call.total.value_or(Money()), call.skip_loyalty_total,
                                  call.unredeemable_total);
        const auto calc = calculation(context, totals, identification_of(context, call.who), bill, {});
        if (!calc) return refusal_of(calc.error());
        found.purchase = *calc;
    }
    const auto* code = std::get_if<loyalty::ByCode>(&call.who);
    const auto identification = identification_of(context, call.who);
    if (identification == Identification::certificate ||
        identification == Identification::certificate_with_points)
        found.type = loyalty::FindType::certificate;
    const bool extends = identification == Identification::code;
    if (code && call.exchange_code)
        found.code = extends ? exchange(context, *customer, code->code) : code->code;
    return found;
}

loyalty::Answer handle(RequestContext& context, const loyalty::Calculate& call) {
    const auto customer = identify(context, call.who);
    if (!customer) return refusal_of(customer.error());
    const auto totals = context.db.customers.totals(customer->id);
    const auto bill =
        bill_of(context, call.who, call.total, call.skip_loyalty_total, call.unredeemable_total);
    const auto calc = calculation(context, totals, identification_of(context, call.who), bill, call.points);
    if (!calc) return refusal_of(calc.error());
    return loyalty::Calculated{show_customer(context, *customer, totals), *calc};
}

}  // namespace tillpoints::cloud
