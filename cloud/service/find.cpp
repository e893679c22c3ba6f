#include "cloud/programme/settings.hpp"
#include "cloud/programme/tiers.hpp"
#include "cloud/service/answers.hpp"
#include "cloud/service/certificates.hpp"
#include "cloud/service/identify.hpp"
#include "cloud/service/order_view.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::chrono::hours long_code_lifetime{24};

Bill bill_of(Desk& desk, const loyalty::Identity& who, Money total, std::optional<Money> skip,
             std::optional<Money> unredeemable) {
    Bill bill{total, skip.value_or(Money()), unredeemable.value_or(Money())};
    if (const auto certificate = living_certificate(desk, who); certificate && adds_up(bill))
        bill.certificate = pays(desk, *certificate, bill);
    return bill;
}

/// The calculation for this customer, or why there is none. Without `points` the maximum is assumed.
Result<loyalty::PurchaseCalc> calculation(Desk& desk, const Standing& standing, Means means, const Bill& bill,
                                          std::optional<Points> points) {
    const auto base = desk.switches.max_points_base;
    const auto& tier = tier_for(desk.programme, standing.cash_spent, standing.effective_invited);
    if (!adds_up(bill)) return Problem{Errc::invalid_checksum, {}, {}, {}};
    const bool redeems = may_redeem(desk.programme, means);
    const Points most = redeems ? max_points(tier, standing.balance, bill, base) : Points();
    const Purchase purchase{means, standing.balance, bill, points.value_or(most), {}};
    if (const auto error =
            refuse_purchase(desk.programme, tier, purchase, base, desk.switches.phone_discount))
        return Problem{*error, {}, {}, {}};
    auto calc = calculate(desk.programme, tier, bill, purchase.points, most, desk.switches.award_base);
    const auto& earning =
        earning_tier(desk.programme, standing.cash_spent, calc.cash, standing.effective_invited);
    calc.cash_back = award_for(desk.programme, earning, bill, calc.cash, desk.switches.award_base);
    return calc;
}

/// A long code in place of the short one.
std::string exchange(Desk& desk, const CustomerRecord& customer, const std::string& code) {
    CodeRecord record{random_hex(desk.randomness, 16), customer.id, desk.now + long_code_lifetime};
    desk.books.add_code(record, desk.now);
    if (desk.switches.exchange_kills_code) desk.books.use_code(code);
    return record.code;
}

/// An order's code shows whose it is and what it comes to; it is never exchanged.
loyalty::Answer found_by_order(Desk& desk, const loyalty::FindCustomer& call, const OrderRecord& order) {
    const auto sheet = sheet_of(desk, order);
    loyalty::Found found;
    found.user = show_customer(desk, sheet.customer, sheet.standing);
    found.type = loyalty::FindType::goods_order_complete;
    found.purchase = sheet.calc;
    if (call.exchange_code) found.code = std::get<loyalty::ByCode>(call.who).code;
    return found;
}

}  // namespace

loyalty::Answer handle(Desk& desk, const loyalty::GetSettings&) {
    return settings_of(desk.programme, desk.company);
}

loyalty::Answer handle(Desk& desk, const loyalty::FindCustomer& call) {
    if (const auto order = order_behind(desk, call.who)) return found_by_order(desk, call, *order);
    const auto customer = identify(desk, call.who);
    if (!customer) return refusal_of(customer.error());
    const auto standing = desk.books.standing(customer->id);
    loyalty::Found found;
    found.user = show_customer(desk, *customer, standing);
    if (call.total || desk.switches.zeros_without_total) {
        const auto bill = bill_of(desk, call.who, call.total.value_or(Money()), call.skip_loyalty_total,
                                  call.unredeemable_total);
        const auto calc = calculation(desk, standing, means_of(desk, call.who), bill, {});
        if (!calc) return refusal_of(calc.error());
        found.purchase = *calc;
    }
    const auto* code = std::get_if<loyalty::ByCode>(&call.who);
    const auto means = means_of(desk, call.who);
    if (means == Means::certificate || means == Means::certificate_with_points)
        found.type = loyalty::FindType::certificate;
    const bool extends = means == Means::code;
    if (code && call.exchange_code) found.code = extends ? exchange(desk, *customer, code->code) : code->code;
    return found;
}

loyalty::Answer handle(Desk& desk, const loyalty::Calculate& call) {
    const auto customer = identify(desk, call.who);
    if (!customer) return refusal_of(customer.error());
    const auto standing = desk.books.standing(customer->id);
    const auto bill = bill_of(desk, call.who, call.total, call.skip_loyalty_total, call.unredeemable_total);
    const auto calc = calculation(desk, standing, means_of(desk, call.who), bill, call.points);
    if (!calc) return refusal_of(calc.error());
    return loyalty::Calculated{show_customer(desk, *customer, standing), *calc};
}

}  // namespace tillpoints::cloud
