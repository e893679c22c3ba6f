#pragma once
#include "cloud/programme/programme.hpp"

namespace tillpoints::cloud {

/// The tier of a customer who has spent this much money (refunds taken off).
const Tier& tier_for(const Programme& programme, Money spent);

}  // namespace tillpoints::cloud
