#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// Applies everything that became due for a customer since the last time: certificates and gifts that
/// expired, awards to be granted, points that expired. Every call that shows or serves a customer does this
/// first; the sweep does it for all other customers.
void apply_due_events(RequestContext& context, const CustomerRecord& customer);

/// Grants the awards that are due, and nothing else.
void grant_awards(RequestContext& context, ParticipantId customer);

}  // namespace tillpoints::cloud
