#include "cloud/programme/tiers.hpp"

namespace tillpoints::cloud {

const Tier& tier_for(const Programme& programme, Money spent, std::int64_t invited) {
    const Tier* best = &programme.tiers.front();
    for (const auto& tier : programme.tiers) {
        const bool by_money = tier.spent_from && spent >= *tier.spent_from;
        const bool by_friends = tier.invited_from && invited >= *tier.invited_from;
        if (by_money || by_friends) best = &tier;
    }
    return *best;
}

const Tier& earning_tier(const Programme& programme, Money spent, Money cash, std::int64_t invited) {
    const bool after = programme.tier_rate == TierRate::after_purchase;
    return tier_for(programme, after ? spent + cash : spent, invited);
}

}  // namespace tillpoints::cloud
