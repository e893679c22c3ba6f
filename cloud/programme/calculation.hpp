#pragma once
#include "cloud/programme/programme.hpp"

namespace tillpoints::cloud {

/// What the redemption limit is a share of. The protocol leaves it open.
enum class LimitBase { total, redeemable };

/// What cashback is a share of. The protocol leaves it open.
enum class AwardBase {
    cash_less_skipped,   ///< the money paid is taken to pay for what skips loyalty first
    cash_in_proportion,  ///< of the money paid, what falls on the part that does not skip loyalty
    total_less_skipped,  ///< the bill, whatever part of it points pay
};

/// A receipt as the cloud sees it, before points.
struct Bill {
    Money total;
    Money skip_loyalty;    ///< part of total: no award and no discount
    Money unredeemable;    ///< part of total: not payable with points
    Points certificate{};  ///< what a certificate pays
    friend bool operator==(const Bill&, const Bill&) = default;
};

/// No part is negative or larger than the whole.
bool is_consistent(const Bill& bill);

/// The most points this bill takes beside its certificate, whatever the balance.
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

/// What each circle of inviters earns from a purchase, the direct inviter first. Half up.
std::vector<Points> referral_shares(const Programme& programme, const Bill& bill, Money cash);

/// What the employee who sold is owed, in money. Half up.
Money staff_award(const Programme& programme, Money total, Money cash);

/// The protocol's calculation of a bill that adds up. `most` is what `max_points` gave.
loyalty::PurchaseCalc calculate(const Programme& programme, const Tier& tier, const Bill& bill, Points points,
                                Points most, AwardBase base = AwardBase::cash_less_skipped);

}  // namespace tillpoints::cloud
