#pragma once
#include "cloud/programme/programme.hpp"

namespace tillpoints::cloud {

/// The highest tier that is open to a customer who has spent this much money (refunds taken off) or whose
/// invitations brought this many friends with an unrefunded purchase.
const Tier& tier_for(const Programme& programme, Money spent, std::int64_t invited = 0);

/// The tier whose rate a purchase of this much money earns: by the programme, the one before it or after it.
const Tier& earning_tier(const Programme& programme, Money spent, Money cash, std::int64_t invited = 0);

}  // namespace tillpoints::cloud
