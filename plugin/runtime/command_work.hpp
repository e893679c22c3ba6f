#pragma once
#include <string>
#include <vector>

#include "plugin/config/config.hpp"
#include "plugin/outbox/command_box.hpp"
#include "plugin/outbox/outbox.hpp"
#include "plugin/replay/command.hpp"
#include "protocol/json.hpp"

/// A person's commands carried out beside the outbox, by whoever owns it: the disk's thread of a running
/// plugin, or the technician's tool where no register runs.
namespace tillpoints {

/// A command that waits, and the facts it may change: none of them may be in flight meanwhile.
struct Order {
    replay::Command command;
    std::vector<FactId> touches;  ///< of a command about a receipt: none, the desk is told
};

struct CarriedOut {
    Json answer;                ///< command_answer.hpp
    std::vector<Fact> changed;  ///< durable when this is returned; empty for a refused command
};

/// Answers at once what cannot be a command or was carried out before, and gives back the rest.
Result<std::vector<Order>> orders_in(CommandBox& box, Outbox& outbox);

/// A command about a fact. Changes the facts, the journal and the note that it is done in one batch. Where
/// that note is there already, only its answer is given again. A Problem is the disk's: nothing happened. The
/// answer is then for the box; a command that is done and not answered, whatever ended the process, is found
/// done the next time.
Result<CarriedOut> carry_out(const replay::Command& command, Outbox& outbox, Nonce nonce, Timestamp now);

/// Everything that waits, one after another, where nobody else is at work.
Result<void> work_off(CommandBox& box, Outbox& outbox, const Config& config, Timestamp now);

/// What each command would do to the fact now: null, or why it would be refused.
Result<Json> possible_commands(Outbox& outbox, const Fact& fact);

}  // namespace tillpoints
