#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "cloud/fleet/heartbeat.hpp"
#include "cloud/ledger/fleet_records.hpp"

/// How a release comes to the terminals: first to a share of them, then to the rest, and to nobody else where
/// terminals are worse off than before. Pure.
namespace tillpoints::cloud {

/// A terminal that was not heard for so long is silent.
inline constexpr std::chrono::minutes silence{15};
/// A terminal that was given a release must have taken or refused it by then.
inline constexpr std::chrono::minutes taking{30};

bool is_silent(const FleetTerminal& terminal, Timestamp now);

/// Who gets the release first: the share of the terminals that are not silent, at least one; others each
/// time, by a hash of number and name. Of all terminals where every one is silent.
std::vector<std::string> first_terminals(const std::vector<FleetTerminal>& terminals, const Rollout& rollout,
                                         Timestamp now);

/// Why the terminal is worse off than when it was given the release; empty: it is not, or was not given it. A
/// terminal that reported after it and falls silent later does not count: shops close.
std::string worsened(const FleetTerminal& terminal, std::int64_t number, Timestamp now);

/// Is the release for this terminal, by the rollout's state?
bool is_for(const Rollout& rollout, const FleetTerminal& terminal);

/// Are the first terminals gone, so that others must be drawn?
bool lacks_first_terminals(const Rollout& rollout, const std::vector<FleetTerminal>& terminals);

/// The rollout after a look at all terminals: stopped, one stage further, or as it was.
Rollout judged(Rollout rollout, const std::vector<FleetTerminal>& terminals, Timestamp now);

}  // namespace tillpoints::cloud
