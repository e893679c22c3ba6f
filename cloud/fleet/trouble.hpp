#pragma once
#include <string>
#include <vector>

#include "cloud/fleet/heartbeat.hpp"
#include "cloud/ledger/fleet_records.hpp"

namespace tillpoints::cloud {

/// One thing that is wrong with a terminal.
struct Trouble {
    std::string code;   ///< one of those of FLEET.md
    std::string value;  ///< what was seen: a number, a time, another code
    friend bool operator==(const Trouble&, const Trouble&) = default;
};

/// What is wrong with a terminal, the worst first; empty: nothing is known to be. Pure.
std::vector<Trouble> troubles_of(const FleetTerminal& terminal, Timestamp now);

}  // namespace tillpoints::cloud
