#pragma once
#include "cloud/programme/programme.hpp"

namespace tillpoints::cloud {

/// What the redemption limit is a share of. The protocol leaves it open.
enum class LimitBase { total, redeemable };

/// What cashback is a share of. The protocol leaves it open.
enum class AwardBase {
    cash_less_skipped,   ///< of the money paid, less what skips loyalty
    cash_in_proportion,  ///< of the money paid, the proportional part for what does not skip loyalty
    total_less_skipped,  ///< of the bill less what skips loyalty, whatever part of it points pay
};

/// A receipt as the cloud sees it, before points.
struct Bill {
    Money total;
    Money skip_loyalty;    ///< part of total: no award and no discount
    Money unredeemable;    ///< part of total: not payable with points
    Points certificate{};  ///< what a certificate pays
    friend bool operator==(const Bill&, const Bill&) = default;
};

/// Is no part negative or larger than the total?
bool is_consistent(const Bill& bill);

/// The most points that may be spent on this bill beside its certificate, whatever the balance.
Points redemption_limit(const Tier& tier, const Bill& bill, LimitBase base);

/// min(balance, limit), never below zero.
Points max_points(const Tier& tier, Points balance, const Bill& bill, LimitBase base);

/// The percent discount of the bill; zero under charge_scores.
Money discount_of(const Programme& programme, const Tier& tier, const Bill& bill);

/// What is left to pay in money.
Money cash_due(const Programme& programme, const Tier& tier, const Bill& bill, Points points);

/// Points earned for what was paid; zero under apply_discount. Half up.
Points award_for(const Programme& programme, const Tier& tier, const Bill& bill, Money cash,
                 AwardBase base = AwardBase::cash_less_skipped);

/// What each inviter earns from a purchase, the direct inviter first. Rounded half up.
std::vector<Points> referral_shares(const Programme& programme, const Bill& bill, Money cash);

/// What is owed to the employee who sold, in money. Rounded half up.
Money staff_award(const Programme& programme, Money total, Money cash);

/// The protocol's calculation of a consistent bill. `most` is what `max_points` returned.
loyalty::PurchaseCalc calculate(const Programme& programme, const Tier& tier, const Bill& bill, Points points,
                                Points most, AwardBase base = AwardBase::cash_less_skipped);

}  // namespace tillpoints::cloud
