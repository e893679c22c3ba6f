#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "protocol/loyalty/messages.hpp"

/// A shop's loyalty programme, as its file states it. Values only.
namespace tillpoints::cloud {

struct Tier {
    std::string uid;  ///< "base" for the first, else a UUID
    std::string name;
    Percent rate;  ///< cashback under charge_scores, discount under apply_discount
    std::optional<Percent>
        redemption_limit;             ///< the share of a receipt payable with points; absent: all of it
    std::optional<Money> spent_from;  ///< money spent that opens the tier
    std::optional<std::int64_t>
        invited_from{};  ///< this many friends with an unrefunded purchase open it too
    friend bool operator==(const Tier&, const Tier&) = default;
};

/// What a share is computed from.
enum class ShareOf {
    cash,   ///< of the money paid
    total,  ///< of the bill, whatever points pay of it
};

/// When the reward for bringing a friend is given.
enum class RewardAt { first_purchase, registration };

/// Who gets that reward.
enum class RewardTo { inviter, newcomer, both };

/// What bringing a friend earns.
struct Referral {
    Points reward;               ///< once per friend
    std::vector<Percent> rates;  ///< of every purchase: to the inviter, the inviter's inviter and so on
    RewardAt reward_at = RewardAt::first_purchase;
    RewardTo reward_to = RewardTo::inviter;
    bool reward_withdrawn = true;      ///< with the refund of all of the friend's first purchase
    ShareOf share_of = ShareOf::cash;  ///< what the rates are of
    bool less_skipped = true;          ///< and what skips loyalty is taken off it
    std::int64_t from_purchase = 1;    ///< the friend's purchase from which on the rates apply
    friend bool operator==(const Referral&, const Referral&) = default;
};

/// What a certificate's share is a share of.
enum class CertificateOf { redeemable, total };

/// A certificate for the customer's birthday D, valid from D - before to D + after, both days included.
struct BirthdayGift {
    Points points;
    Percent share;  ///< of a receipt, at most this is paid, and never more than its redeemable part
    CertificateOf share_of = CertificateOf::redeemable;
    bool single_use = true;          ///< the rest lapses at its first use; else it pays until it is empty
    bool own_points_beside = false;  ///< points of one's own may be spent on the same receipt
    std::chrono::days before{7};
    std::chrono::days after{14};
    friend bool operator==(const BirthdayGift&, const BirthdayGift&) = default;
};

/// A promo-coded way by which customers come: an advertisement, a channel, the platform's own catalogue.
struct Source {
    std::string promo_code;  ///< what the newcomer typed
    std::string name;        ///< what reports and answers call it
    bool platform = false;   ///< the loyalty platform itself brought them
    friend bool operator==(const Source&, const Source&) = default;
};

/// A gift to a customer who has stopped coming, once per silence.
struct WinBack {
    std::chrono::days after{61};  ///< of silence since the last unrefunded purchase
    Points points;
    std::optional<std::chrono::days> expires;  ///< what is unspent by then lapses; absent: as all points
    friend bool operator==(const WinBack&, const WinBack&) = default;
};

/// Which tier a purchase earns at: the one before it, or the one it lifts the customer to.
enum class TierRate { before_purchase, after_purchase };

struct Programme {
    std::string name;
    std::string promo_code;
    std::string currency;  ///< ISO 4217
    loyalty::DiscountPolicy policy = loyalty::DiscountPolicy::charge_scores;
    bool purchase_by_phone = true;
    bool use_points_by_phone = false;
    Points welcome;         ///< to a newcomer, at registration
    Points first_purchase;  ///< to the buyer at the first purchase, withdrawn if all of it is refunded
    TierRate tier_rate = TierRate::before_purchase;
    bool unredeemable_earns = true;  ///< bundles and promotions, not payable with points, still earn
    std::vector<Tier> tiers;         ///< at least one; each condition rises strictly, `spent_from` from 0
    Referral referral;
    std::chrono::days deferral{0};  ///< between a purchase and its award; 0: at once
    Percent staff_award;            ///< owed to the employee in money
    ShareOf staff_award_of = ShareOf::cash;
    std::optional<std::chrono::months> expiry;  ///< after what extended the points' life last; absent: never
    bool purchases_extend = true;               ///< an own unrefunded purchase extends it
    bool gifts_extend = false;                  ///< gifts and referral awards do
    std::optional<BirthdayGift> birthday;
    std::optional<WinBack> win_back;
    std::vector<Source> sources;                            ///< promo codes of their own
    std::optional<loyalty::ConfirmationRule> confirmation;  ///< absent: no redemption is confirmed
    std::chrono::minutes code_lifetime{45};
    std::chrono::minutes voucher_lifetime{180};
    friend bool operator==(const Programme&, const Programme&) = default;
};

}  // namespace tillpoints::cloud
