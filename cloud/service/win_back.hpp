#pragma once
#include "cloud/service/desk.hpp"

namespace tillpoints::cloud {

/// Gives a customer who has stopped coming the programme's gift, if it is due. True if it was.
bool win_back(Desk& desk, ParticipantId customer);

/// Takes what was not spent of the gifts whose days are over.
void lapse_gifts(Desk& desk, ParticipantId customer);

}  // namespace tillpoints::cloud
