#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// Gives a customer who has stopped coming the programme's gift, if it is due. True if it was.
bool win_back(RequestContext& context, ParticipantId customer);

/// Takes what was not spent of the gifts whose days are over.
void lapse_gifts(RequestContext& context, ParticipantId customer);

}  // namespace tillpoints::cloud
