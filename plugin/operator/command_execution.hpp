#pragma once
#include <string>
#include <vector>

#include "plugin/config/config.hpp"
#include "plugin/outbox/command_inbox.hpp"
#include "plugin/outbox/outbox.hpp"
#include "plugin/replay/command.hpp"
#include "protocol/json.hpp"

/// Carries out operator commands in the process that owns the outbox: on the disk's thread of a running
/// plugin, or in the technician's tool where no register runs.
namespace tillpoints {

/// A command that waits, and the entries it may change: none of them may be in flight meanwhile.
struct QueuedCommand {
    replay::Command command;
    std::vector<EntryId> touches;  ///< of a command about a receipt: none, the dispatcher is told
};

struct ExecutedCommand {
    Json answer;                       ///< command_answer.hpp
    std::vector<OutboxEntry> changed;  ///< durable when this is returned; empty for a refused command
};

/// Answers at once what cannot be a command or was carried out before, and gives back the rest.
Result<std::vector<QueuedCommand>> queued_commands_in(CommandInbox& inbox, Outbox& outbox);

/// A command about an entry. Changes the entries, the journal and the note that it is done in one batch.
/// If that note is there already, only its answer is given again. A Problem comes from the disk, and nothing
/// happened. The caller puts the answer into the inbox; if the process ends before that, the command is found
/// done the next time.
Result<ExecutedCommand> execute_command(const replay::Command& command, Outbox& outbox, Nonce nonce,
                                        Timestamp now);

/// Carries out the commands that wait, one after another, where no register runs. Those that need certain
/// absence stay in the inbox for the next run of the plugin, because only it can compare the database with
/// the cloud.
Result<void> execute_all(CommandInbox& inbox, Outbox& outbox, const Config& config, Timestamp now);

/// What each command would do to the entry now: null, or why it would be refused.
Result<Json> possible_commands(Outbox& outbox, const OutboxEntry& entry);

}  // namespace tillpoints
