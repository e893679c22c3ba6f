#pragma once
#include <string>

#include "plugin/outbox/outbox.hpp"
#include "plugin/replay/command.hpp"
#include "protocol/json.hpp"

/// The answers to an operator command, and the stored note that keeps it from happening twice.
namespace tillpoints {

/// The named value that says that the command is done: its answer.
std::string note_name(const std::string& command_id);

/// What every answer begins with: {"id","action","outcome","number" or "receipt_id"}; a command to forget has
/// neither.
Json command_head(const replay::Command& command, std::string_view outcome);
Json problem_json(const Problem& problem);
Json refused_answer(const replay::Command& command, const Problem& problem);
/// `state`: what the entry or the receipt has become.
Json done_answer(const replay::Command& command, std::string_view state,
                 const std::vector<OutboxEntry>& changed, const std::vector<JournalLine>& journal);

}  // namespace tillpoints
