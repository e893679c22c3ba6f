#pragma once
#include <optional>

#include "plugin/session/step.hpp"

namespace tillpoints::session {

/// Takes a return: which points of the sale are given back. `original` is the sale's session if this terminal
/// sold it. The step's session is that session, updated if the sale is closed, or an empty one. The actions
/// hold the refund's StoreEntry if anything is to be refunded, another one for goods that could not be
/// matched, notes for the journal, a RecordReceipt of the return and the Reply.
Step take_return(std::optional<Session> original, const till::ReturnClosed& event,
                 const StepContext& context);

/// What the register stores with the sale, so that any terminal can find the operation and the share of each
/// line at a return.
Json extra_of(const Session& session, const Quote& quote, const StepContext& context);

}  // namespace tillpoints::session
