#pragma once
#include <optional>
#include <string>

#include "cloud/fleet/heartbeat.hpp"
#include "cloud/storage/transaction.hpp"

/// The fleet's work within a transaction. `now` is real time, whatever time the database has.
namespace tillpoints::cloud {

/// As the database keeps a terminal's token.
std::string token_digest(const std::string& token);

/// 1 to 64 letters, digits, '.', '-' and '_'.
bool is_terminal_name(std::string_view text);

/// Has a terminal this token? Writes nothing.
bool is_terminal(Transaction& db, const std::string& token);

/// Keeps the heartbeat of the terminal with this token. Answers the document of the release that is for it
/// and that it has neither taken nor refused; an empty text if there is none. Nothing if no terminal has this
/// token.
std::optional<std::string> take_heartbeat(Transaction& db, const std::string& token,
                                          const Heartbeat& heartbeat, Timestamp now);

/// Compares the heartbeats of all terminals with what they were before the release that is on its way, if
/// that was not done in the last seconds.
void watch_rollouts(Transaction& db, Timestamp now);

/// Begins to hand out a release. Errc::duplicate if its number is not larger than every earlier one,
/// Errc::out_of_order while another one is in its first stage.
std::optional<Problem> begin_rollout(Transaction& db, Rollout rollout, Timestamp now);

}  // namespace tillpoints::cloud
