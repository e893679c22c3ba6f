#include "cloud/programme/calculation.hpp"

#include <algorithm>

#include "cloud/programme/settings.hpp"

namespace tillpoints::cloud {

using loyalty::DiscountPolicy;

bool is_consistent(const Bill& bill) {
    return bill.total >= Money() && bill.skip_loyalty >= Money() && bill.unredeemable >= Money() &&
           bill.skip_loyalty <= bill.total && bill.unredeemable <= bill.total;
}

Points redemption_limit(const Tier& tier, const Bill& bill, LimitBase base) {
    const Money redeemable = bill.total - bill.unredeemable;
    const Money left = redeemable - worth(bill.certificate);
    if (!tier.redemption_limit) return points_for(left);
    const Money share =
        share_down(base == LimitBase::total ? bill.total : redeemable, *tier.redemption_limit);
    return points_for(std::min(share, left));
}

Points max_points(const Tier& tier, Points balance, const Bill& bill, LimitBase base) {
    return std::max(Points(), std::min(balance, redemption_limit(tier, bill, base)));
}

Money discount_of(const Programme& programme, const Tier& tier, const Bill& bill) {
    if (programme.policy != DiscountPolicy::apply_discount) return Money();
    return share_half_up(bill.total - bill.skip_loyalty, tier.rate);
}

Money cash_due(const Programme& programme, const Tier& tier, const Bill& bill, Points points) {
    return bill.total - worth(points) - worth(bill.certificate) - discount_of(programme, tier, bill);
}

namespace {

/// The part of a bill that earns nothing. What skips loyalty is as a rule unredeemable too, so the larger of
/// the two holds both.
Money unawarded(const Programme& programme, const Bill& bill) {
    return programme.unredeemable_earns ? bill.skip_loyalty : std::max(bill.skip_loyalty, bill.unredeemable);
}

Money awarded_part(const Programme& programme, const Bill& bill, Money cash, AwardBase base) {
    const Money left_out = unawarded(programme, bill);
    const Money awarded = bill.total - left_out;
    if (base == AwardBase::total_less_skipped) return awarded;
    if (base == AwardBase::cash_less_skipped) return std::max(Money(), cash - left_out);
    return bill.total > Money() ? Money(scale_half_up(cash.count, awarded.count, bill.total.count)) : Money();
}

}  // namespace

Points award_for(const Programme& programme, const Tier& tier, const Bill& bill, Money cash, AwardBase base) {
    if (programme.policy != DiscountPolicy::charge_scores) return Points();
    return points_for(share_half_up(awarded_part(programme, bill, cash, base), tier.rate));
}

std::vector<Points> referral_shares(const Programme& programme, const Bill& bill, Money cash) {
    const Money paid = programme.referral.share_of == ShareOf::total ? bill.total : cash;
    const Money skipped = programme.referral.less_skipped ? bill.skip_loyalty : Money();
    const Money base =
        std::max(Money(), paid - unawarded(programme, {bill.total, skipped, bill.unredeemable}));
    std::vector<Points> shares;
    for (const auto rate : programme.referral.rates) shares.push_back(points_for(share_half_up(base, rate)));
    return shares;
}

Money staff_award(const Programme& programme, Money total, Money cash) {
    return share_half_up(programme.staff_award_of == ShareOf::total ? total : cash, programme.staff_award);
}

loyalty::PurchaseCalc calculate(const Programme& programme, const Tier& tier, const Bill& bill, Points points,
                                Points most, AwardBase base) {
    loyalty::PurchaseCalc calc;
    calc.max_points = most;
    calc.total = bill.total;
    calc.skip_loyalty_total = bill.skip_loyalty;
    calc.unredeemable_total = bill.unredeemable;
    calc.discount_amount = discount_of(programme, tier, bill);
    calc.points = points;
    calc.certificate_points = bill.certificate;
    calc.net_discount = calc.discount_amount + worth(points) + worth(bill.certificate);
    calc.cash = cash_due(programme, tier, bill, points);
    calc.cash_total = calc.cash;
    calc.cash_back = award_for(programme, tier, bill, calc.cash, base);
    calc.max_scores_discount = shown_redemption_limit(tier);
    return calc;
}

}  // namespace tillpoints::cloud
