#pragma once
#include "plugin/config/config.hpp"
#include "plugin/outbox/outbox.hpp"
#include "plugin/replay/command.hpp"
#include "protocol/json.hpp"

namespace tillpoints {

/// Carries out a command about a receipt where no register runs: with the same dispatcher, but without link
/// and without waiting. The next register sends what follows from it. Gives the answer; a Problem comes from
/// the disk, and nothing happened.
Result<Json> resolve_without_register(const replay::Command& command, Outbox& outbox, const Config& config,
                                      Timestamp now);

}  // namespace tillpoints
