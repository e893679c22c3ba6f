#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// Gives the programme's gift to a customer who has stopped buying, if it is due. True if it was.
bool win_back(RequestContext& context, ParticipantId customer);

/// Takes back what was not spent of gifts that have expired.
void lapse_gifts(RequestContext& context, ParticipantId customer);

}  // namespace tillpoints::cloud
