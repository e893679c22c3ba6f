#pragma once
#include <chrono>
#include <optional>
#include <string_view>

#include "plugin/config/config.hpp"
#include "plugin/outbox/command_inbox.hpp"
#include "plugin/outbox/outbox.hpp"
#include "plugin/replay/command.hpp"

/// Operator commands as another process gives them: by the inbox to the register that runs, or carried out by
/// that process itself where none runs.
namespace tillpoints {

/// Reads a command and gives it an id if it has none. What a person typed into it keeps no phone number but
/// the one the command is about.
Result<replay::Command> submitted_command_from(std::string_view text);

/// The files of an installation that a command needs.
struct CommandFiles {
    Outbox::Options outbox;  ///< to be owned, not only read
    CommandInbox::Options inbox;
};

/// Puts the command into the inbox and waits until `due` for its answer. Nothing: it still waits there, and
/// the register will carry it out. Blocks the calling thread.
Result<std::optional<Json>> submit_command(const replay::Command& command, const CommandFiles& files,
                                           const Config& config, std::chrono::steady_clock::time_point due);

/// One entry for a person: {"fact":{...},"after","returns":[...],"commands":{...},"journal":[...]}.
Result<Json> entry_details(Outbox& outbox, const OutboxEntry& entry);

}  // namespace tillpoints
