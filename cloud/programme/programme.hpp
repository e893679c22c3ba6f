#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "protocol/loyalty/messages.hpp"

/// What a shop's loyalty programme says, as its file says it. Values only.
namespace tillpoints::cloud {

struct Tier {
    std::string uid;  ///< "base" for the first, else a UUID
    std::string name;
    Percent rate;  ///< cashback under charge_scores, discount under apply_discount
    std::optional<Percent>
        redemption_limit;             ///< the share of a receipt payable with points; absent: all of it
    std::optional<Money> spent_from;  ///< money spent that opens the tier
    std::optional<std::int64_t> invited_from{};  ///< so do this many friends with an unrefunded purchase
    friend bool operator==(const Tier&, const Tier&) = default;
};

/// What bringing a friend earns.
struct Referral {
    Points reward;               ///< once, to the inviter, at the friend's first purchase
    std::vector<Percent> rates;  ///< of every purchase: to the inviter, the inviter's inviter and so on
    friend bool operator==(const Referral&, const Referral&) = default;
};

/// A certificate for the customer's birthday D, valid from D - before to D + after, both days included.
struct BirthdayGift {
    Points points;
    Percent share;  ///< of the redeemable part of a receipt, at most this is paid
    std::chrono::days before{7};
    std::chrono::days after{14};
    friend bool operator==(const BirthdayGift&, const BirthdayGift&) = default;
};

struct Programme {
    std::string name;
    std::string promo_code;
    std::string currency;  ///< ISO 4217
    loyalty::DiscountPolicy policy = loyalty::DiscountPolicy::charge_scores;
    bool purchase_by_phone = true;
    bool use_points_by_phone = false;
    Points welcome;           ///< to a newcomer, at registration
    std::vector<Tier> tiers;  ///< at least one; each condition rises strictly, `spent_from` from 0
    Referral referral;
    std::chrono::days deferral{0};              ///< between a purchase and its award; 0: at once
    Percent staff_award;                        ///< of the money paid, owed to the employee in money
    std::optional<std::chrono::months> expiry;  ///< after the customer's last own purchase; absent: never
    std::optional<BirthdayGift> birthday;
    std::chrono::minutes code_lifetime{45};
    std::chrono::minutes voucher_lifetime{180};
    friend bool operator==(const Programme&, const Programme&) = default;
};

}  // namespace tillpoints::cloud
