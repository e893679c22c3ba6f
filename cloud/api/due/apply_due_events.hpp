#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// Books what time has done to a customer since they were last seen: certificates that lapsed, awards whose
/// time has come, gifts that lapsed, points that expired. Whoever shows or serves a customer calls this
/// first; the sweep calls it for those who do not turn up.
void apply_due_events(RequestContext& context, const CustomerRecord& customer);

/// The awards alone.
void grant_awards(RequestContext& context, ParticipantId customer);

}  // namespace tillpoints::cloud
