#pragma once
#include "cloud/programme/programme.hpp"

namespace tillpoints::cloud {

/// The share of a receipt payable with points, as the protocol shows it: 100 % where the tier has no limit.
Percent shown_redemption_limit(const Tier& tier);

loyalty::MembershipTier membership_tier(const Tier& tier);

/// The programme as the protocol shows it to a company's terminals.
loyalty::Settings settings_of(const Programme& programme, std::int64_t company);

}  // namespace tillpoints::cloud
