#include "cloud/programme/tiers.hpp"

namespace tillpoints::cloud {

const Tier& tier_for(const Programme& programme, Money spent) {
    const Tier* best = &programme.tiers.front();
    for (const auto& tier : programme.tiers)
        if (spent >= tier.spent_from) best = &tier;
    return *best;
}

}  // namespace tillpoints::cloud
