#pragma once
#include <string>
#include <vector>

#include "plugin/config/config.hpp"
#include "plugin/outbox/command_inbox.hpp"
#include "plugin/outbox/outbox.hpp"
#include "plugin/replay/command.hpp"
#include "protocol/json.hpp"

/// A person's commands carried out beside the outbox, by whoever owns it: the disk's thread of a running
/// plugin, or the technician's tool where no register runs.
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
/// Where that note is there already, only its answer is given again. A Problem is the disk's: nothing
/// happened. The answer is then for the inbox; a command that is done and not answered, whatever ended the
/// process, is found done the next time.
Result<ExecutedCommand> execute_command(const replay::Command& command, Outbox& outbox, Nonce nonce,
                                        Timestamp now);

/// Everything that waits, one after another, where nobody else is at work.
Result<void> execute_all(CommandInbox& inbox, Outbox& outbox, const Config& config, Timestamp now);

/// What each command would do to the entry now: null, or why it would be refused.
Result<Json> possible_commands(Outbox& outbox, const OutboxEntry& entry);

}  // namespace tillpoints
