#pragma once
#include "cloud/ledger/fleet_records.hpp"
#include "protocol/json.hpp"

/// The fleet as the back office and the console show it. Pure.
namespace tillpoints::cloud {

/// `{terminal, heard, heartbeat, offered, troubles: [{code, value}]}`.
Json terminal_json(const FleetTerminal& terminal, Timestamp now);
/// `{number, created, share, watch_minutes, tolerated, state, since, reason}`.
Json rollout_json(const Rollout& rollout);

}  // namespace tillpoints::cloud
