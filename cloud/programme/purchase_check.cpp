#include "cloud/programme/purchase_check.hpp"

namespace tillpoints::cloud {

bool may_redeem(const Programme& programme, Identification identification) {
    return identification == Identification::code || identification == Identification::card ||
           identification == Identification::certificate_with_points ||
           (identification == Identification::phone && programme.use_points_by_phone);
}

std::optional<Points> confirm_above(const Programme& programme, Identification identification) {
    const auto& rule = programme.confirmation;
    if (!rule || !may_redeem(programme, identification)) return {};
    if (rule->by_phone && identification == Identification::phone) return Points();
    return rule->above;
}

std::optional<Errc> refuse_purchase(const Programme& programme, const Tier& tier, const Purchase& purchase,
                                    LimitBase base, PhoneDiscount phone) {
    const auto& [identification, balance, bill, points, cash] = purchase;
    const bool discount = programme.policy == loyalty::DiscountPolicy::apply_discount;
    const bool without_phone = discount && phone == PhoneDiscount::refused;
    if (identification == Identification::phone && (!programme.purchase_by_phone || without_phone))
        return Errc::purchase_by_phone_disabled;
    if (points != Points() && !may_redeem(programme, identification)) return Errc::withdraw_not_permitted;
    if (!is_consistent(bill) || points < Points() || worth(points) > bill.total)
        return Errc::invalid_checksum;
    const Money due = cash_due(programme, tier, bill, points);
    if (due < Money() || (cash && *cash != due)) return Errc::invalid_checksum;
    if (points > Points() && points > balance) return Errc::insufficient_funds;
    if (points > redemption_limit(tier, bill, base)) return Errc::discount_limit_exceeded;
    return {};
}

}  // namespace tillpoints::cloud
