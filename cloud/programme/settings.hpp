#pragma once
#include "cloud/programme/programme.hpp"

namespace tillpoints::cloud {

loyalty::MembershipTier membership_tier(const Tier& tier);

/// The programme as the protocol shows it to a company's terminals.
loyalty::Settings settings_of(const Programme& programme, std::int64_t company);

}  // namespace tillpoints::cloud
