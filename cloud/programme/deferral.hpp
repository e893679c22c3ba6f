#pragma once
#include "cloud/programme/programme.hpp"

namespace tillpoints::cloud {

/// When the award for a purchase of this moment is granted: the programme's days later, at the next full hour
/// (UTC). Nothing if it is granted immediately.
std::optional<Timestamp> award_due(const Programme& programme, Timestamp bought);

}  // namespace tillpoints::cloud
