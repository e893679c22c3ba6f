#pragma once
#include "plugin/config/config.hpp"
#include "plugin/outbox/outbox.hpp"
#include "plugin/replay/command.hpp"
#include "protocol/json.hpp"

namespace tillpoints {

/// A person's command about a receipt where no register runs: by the same dispatcher, with nobody at the
/// counter and no way to the cloud. What follows from it is sent by the next register. Gives the answer; a
/// Problem is the disk's, and nothing happened.
Result<Json> resolve_without_register(const replay::Command& command, Outbox& outbox, const Config& config,
                                      Timestamp now);

}  // namespace tillpoints
