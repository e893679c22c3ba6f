#pragma once
#include "cloud/service/desk.hpp"

namespace tillpoints::cloud {

/// Books what time has done to a customer since they were last seen: certificates that lapsed, awards whose
/// time has come, gifts that lapsed, points that expired. Whoever shows or serves a customer calls this
/// first; the sweep calls it for those who do not turn up.
void catch_up(Desk& desk, const CustomerRecord& customer);

/// The awards alone.
void grant_awards(Desk& desk, ParticipantId customer);

}  // namespace tillpoints::cloud
