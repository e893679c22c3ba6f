#include "cloud/api/purchase_rules.hpp"

#include "cloud/programme/tiers.hpp"

namespace tillpoints::cloud {

const Tier& tier_of(const RequestContext& context, const CustomerTotals& totals) {
    return tier_for(context.programme, totals.cash_spent, totals.effective_invited);
}

Points max_points(const RequestContext& context, const CustomerTotals& totals, const Bill& bill) {
    return max_points(tier_of(context, totals), totals.balance, bill, context.variants.max_points_base);
}

Points award_for(const RequestContext& context, const CustomerTotals& totals, const Bill& bill, Money cash) {
    const auto& tier = earning_tier(context.programme, totals.cash_spent, cash, totals.effective_invited);
    return award_for(context.programme, tier, bill, cash, context.variants.award_base);
}

loyalty::PurchaseCalc calculate(const RequestContext& context, const CustomerTotals& totals, const Bill& bill,
                                Points points, Points most) {
    auto calc = calculate(context.programme, tier_of(context, totals), bill, points, most,
                          context.variants.award_base);
    calc.cash_back = award_for(context, totals, bill, calc.cash);
    return calc;
}

std::optional<Errc> refuse_purchase(const RequestContext& context, const CustomerTotals& totals,
                                    const Purchase& purchase) {
    return refuse_purchase(context.programme, tier_of(context, totals), purchase,
                           context.variants.max_points_base, context.variants.phone_discount);
}

}  // namespace tillpoints::cloud
