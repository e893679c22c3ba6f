#pragma once
#include "plugin/session/step_context.hpp"
#include "plugin/texts/texts.hpp"

namespace tillpoints::session {

/// How a buyer who is not in the programme can join, as far as the cloud has told.
texts::Invitation invitation_of(const StepContext& context);

}  // namespace tillpoints::session
