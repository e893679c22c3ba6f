#include "cloud/trial/replay.hpp"

#include <algorithm>

#include "cloud/programme/tiers.hpp"

namespace tillpoints::cloud {
namespace {

/// The bill without what came back, each part in proportion.
Bill kept_part(const Bill& bill, Money kept) {
    const auto part = [&](std::int64_t sum) { return scale_half_up(sum, kept.count, bill.total.count); };
    return {kept, Money(part(bill.skip_loyalty.count)), Money(part(bill.unredeemable.count)),
            Points(part(bill.certificate.count))};
}

std::int64_t receivers(const Referral& referral) {
    return referral.reward_to == RewardTo::both ? 2 : 1;
}

}  // namespace

Money ReplaySums::cost() const {
    return discount + staff + worth(awarded + first_purchase + referral_rewards + referral_shares + welcome);
}

void Replay::meet(std::int64_t customer, const BuyerBefore& before) {
    buyers_.emplace(customer, before);
}

Points Replay::add(const PastPurchase& purchase) {
    const auto kept = purchase.bill.total - purchase.refunded;
    if (kept <= Money()) return {};
    auto& buyer = buyers_.at(purchase.customer);
    const auto bill = kept_part(purchase.bill, kept);
    const auto& tier = tier_for(programme_, buyer.spent, buyer.invited);
    const auto discount = discount_of(programme_, tier, bill);
    const auto left = points_for(bill.total - discount - worth(bill.certificate));
    const auto limit = std::max(Points(), std::min(left, redemption_limit(tier, bill, bases_.limit)));
    const auto spent = Points(scale_half_up(purchase.points.count, kept.count, purchase.bill.total.count));
    const auto redeemed = std::min(spent, limit);
    const auto cash = std::max(Money(), cash_due(programme_, tier, bill, redeemed));
    const auto& earning = earning_tier(programme_, buyer.spent, cash, buyer.invited);
    const auto award = award_for(programme_, earning, bill, cash, bases_.award);
    ++sums_.purchases;
    sums_.total += bill.total;
    sums_.cash += cash;
    sums_.discount += discount;
    sums_.redeemable += limit;
    sums_.redeemed += redeemed;
    sums_.awarded += award;
    if (purchase.employee) sums_.staff += staff_award(programme_, bill.total, cash);
    add_referral(buyer, bill, cash);
    buyer.spent += cash;
    ++buyer.purchases;
    return award;
}

void Replay::add_referral(const BuyerBefore& buyer, const Bill& bill, Money cash) {
    const auto& referral = programme_.referral;
    if (buyer.purchases == 0) sums_.first_purchase += programme_.first_purchase;
    if (buyer.purchases == 0 && buyer.circles > 0 && referral.reward_at == RewardAt::first_purchase)
        sums_.referral_rewards += Points(referral.reward.count * receivers(referral));
    if (buyer.purchases + 1 < referral.from_purchase) return;
    const auto shares = referral_shares(programme_, bill, cash);
    for (std::size_t at = 0; at < std::min(shares.size(), buyer.circles); ++at)
        sums_.referral_shares += shares[at];
}

void Replay::add_newcomers(std::int64_t all, std::int64_t invited) {
    sums_.welcome += Points(programme_.welcome.count * all);
    const auto& referral = programme_.referral;
    if (referral.reward_at == RewardAt::registration)
        sums_.referral_rewards += Points(referral.reward.count * receivers(referral) * invited);
}

ReplaySums Replay::sums() const {
    auto out = sums_;
    out.buyers.assign(programme_.tiers.size(), 0);
    for (const auto& [customer, buyer] : buyers_) {
        const auto& tier = tier_for(programme_, buyer.spent, buyer.invited);
        ++out.buyers[static_cast<std::size_t>(&tier - programme_.tiers.data())];
    }
    return out;
}

}  // namespace tillpoints::cloud
