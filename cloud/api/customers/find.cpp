#include "cloud/api/customers/identify.hpp"
#include "cloud/api/customers/show_customer.hpp"
#include "cloud/api/due/certificates.hpp"
#include "cloud/api/guesses/guesses.hpp"
#include "cloud/api/orders/order_quote.hpp"
#include "cloud/api/purchase_rules.hpp"
#include "cloud/api/refusals.hpp"

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

/// The calculation for this customer, or why there is none. If `points` is absent, it is made for the most
/// points that the customer may spend.
Result<loyalty::PurchaseCalc> calculation(RequestContext& context, const CustomerTotals& totals,
                                          Identification identification, const Bill& bill,
                                          std::optional<Points> points) {
    if (!is_consistent(bill)) return Problem{Errc::invalid_checksum, {}, {}, {}};
    const bool redeems = may_redeem(context.programme, identification);
    const Points most = redeems ? max_points(context, totals, bill) : Points();
    const Purchase purchase{identification, totals.balance, bill, points.value_or(most), {}};
    if (const auto error = refuse_purchase(context, totals, purchase)) return Problem{*error, {}, {}, {}};
    return calculate(context, totals, bill, purchase.points, most);
}

/// Issues a long code in place of the short one.
std::string exchange(RequestContext& context, const CustomerRecord& customer, const std::string& code) {
    CodeRecord record{random_hex(context.randomness, 16), customer.id, context.now + long_code_lifetime};
    context.db.identifiers.add_code(record, context.now);
    if (context.variants.exchange_kills_code) context.db.identifiers.use_code(code);
    return record.code;
}

loyalty::Customer show_with_tags(RequestContext& context, const CustomerRecord& customer,
                                 const CustomerTotals& totals) {
    auto shown = show_customer(context, customer, totals);
    shown.tags = context.db.tags.of_customer(customer.id);
    return shown;
}

/// The code of an order shows its customer and what the order comes to; it is never exchanged for a long one.
loyalty::Answer found_by_order(RequestContext& context, const loyalty::FindCustomer& call,
                               const OrderRecord& order) {
    const auto quote = quote_order(context, order);
    loyalty::Found found;
    found.user = show_with_tags(context, quote.customer, quote.totals);
    found.type = loyalty::FindType::goods_order_complete;
    found.purchase = quote.calc;
    if (call.exchange_code) found.code = std::get<loyalty::ByCode>(call.who).code;
    return found;
}

}  // namespace

loyalty::Answer handle(RequestContext& context, const loyalty::FindCustomer& call) {
    if (const auto wait = wait_before_lookup(context, {}, call.who)) return too_many_guesses(*wait);
    if (const auto order = order_by_code(context, call.who)) return found_by_order(context, call, *order);
    const auto customer = identify(context, call.who);
    if (!customer) return refuse_lookup(context, {}, call.who, customer.error());
    const auto totals = context.db.customers.totals(customer->id);
    const auto identification = identification_of(context, call.who);
    loyalty::Found found;
    found.user = show_with_tags(context, *customer, totals);
    found.confirm_above = confirm_above(context.programme, identification);
    if (call.total || context.variants.zeros_without_total) {
        const auto bill = bill_of(context, call.who, call.total.value_or(Money()), call.skip_loyalty_total,
                                  call.unredeemable_total);
        const auto calc = calculation(context, totals, identification, bill, {});
        if (!calc) return refusal_of(calc.error());
        found.purchase = *calc;
    }
    const auto* code = std::get_if<loyalty::ByCode>(&call.who);
    if (identification == Identification::certificate ||
        identification == Identification::certificate_with_points)
        found.type = loyalty::FindType::certificate;
    const bool extends = identification == Identification::code;
    if (code && call.exchange_code)
        found.code = extends ? exchange(context, *customer, code->code) : code->code;
    return found;
}

loyalty::Answer handle(RequestContext& context, const loyalty::Calculate& call) {
    if (const auto wait = wait_before_lookup(context, {}, call.who)) return too_many_guesses(*wait);
    const auto customer = identify(context, call.who);
    if (!customer) return refuse_lookup(context, {}, call.who, customer.error());
    const auto totals = context.db.customers.totals(customer->id);
    const auto bill =
        bill_of(context, call.who, call.total, call.skip_loyalty_total, call.unredeemable_total);
    const auto identification = identification_of(context, call.who);
    const auto calc = calculation(context, totals, identification, bill, call.points);
    if (!calc) return refusal_of(calc.error());
    return loyalty::Calculated{show_with_tags(context, *customer, totals), *calc,
                               confirm_above(context.programme, identification)};
}

}  // namespace tillpoints::cloud
