#pragma once
#include <unordered_map>

#include "cloud/programme/calculation.hpp"

/// Purchases of the past, played again under a programme.
namespace tillpoints::cloud {

/// A purchase as the books have it, with what was refunded of it since.
struct PastPurchase {
    std::int64_t customer = 0;
    Bill bill;
    Points points;          ///< that the customer spent
    Money refunded;         ///< of the total
    bool employee = false;  ///< is it known who sold?
};

/// What a customer had when the period began.
struct BuyerBefore {
    Money spent;
    std::int64_t purchases = 0;  ///< not refunded
    std::int64_t invited = 0;    ///< friends who bought; as it is now
    std::size_t circles = 0;     ///< inviters above, as many as any programme rewards
};

/// How the protocol's open questions are settled here.
struct ReplayBases {
    LimitBase limit = LimitBase::total;
    AwardBase award = AwardBase::cash_less_skipped;
};

/// What the purchases come to.
struct ReplaySums {
    std::int64_t purchases = 0;  ///< of which anything was not refunded
    Money total;
    Money cash;
    Money discount;
    Points redeemable;  ///< most points that the programme lets the receipts take, whatever the balances
    Points redeemed;    ///< of the points that customers spent, those that it lets them spend
    Points awarded;
    Points first_purchase;
    Points referral_rewards;
    Points referral_shares;
    Points welcome;
    Money staff;
    std::vector<std::int64_t> buyers;  ///< at the end, by tier
    /// What the programme gives away: points given, discounts and what employees earn.
    Money cost() const;
    friend bool operator==(const ReplaySums&, const ReplaySums&) = default;
};

class Replay {
  public:
    Replay(Programme programme, ReplayBases bases) : programme_(std::move(programme)), bases_(bases) {}

    const Programme& programme() const { return programme_; }
    bool knows(std::int64_t customer) const { return buyers_.contains(customer); }
    void meet(std::int64_t customer, const BuyerBefore& before);
    /// In the order in which they were made; the customer must be known. Returns what it earns.
    Points add(const PastPurchase& purchase);
    /// Newcomers of the period, and how many of them a friend brought.
    void add_newcomers(std::int64_t all, std::int64_t invited);
    ReplaySums sums() const;

  private:
    void add_referral(const BuyerBefore& buyer, const Bill& bill, Money cash);

    Programme programme_;
    ReplayBases bases_;
    std::unordered_map<std::int64_t, BuyerBefore> buyers_;
    ReplaySums sums_;
};

}  // namespace tillpoints::cloud
