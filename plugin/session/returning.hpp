#pragma once
#include <optional>

#include "plugin/session/step.hpp"

namespace tillpoints::session {

/// A return: what of the sale's points comes back. `original` is the sale's session where this terminal sold
/// it; the step's session is that session, updated if the sale is closed, or an empty one. The actions hold
/// at most one StoreEntry, a RecordReceipt of the return and the Reply.
Step take_return(std::optional<Session> original, const till::ReturnClosed& event,
                 const StepContext& context);

/// What the register stores with the sale so that any till can find the operation and the shares again.
Json extra_of(const Session& session, const Quote& quote, const StepContext& context);

}  // namespace tillpoints::session
