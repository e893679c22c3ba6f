#pragma once
#include <string>
#include <vector>

#include "adapters/doctor/facts.hpp"
#include "adapters/doctor/findings.hpp"
#include "adapters/fleet/release.hpp"

namespace tillpoints::fleet {

/// What a terminal reports of itself (protocol/FLEET.md): versions, sums, codes of findings. No text that
/// anybody wrote, so that it can hold no name, telephone number or key. `link` as the library's status names
/// it. Pure.
std::string heartbeat_of(const doctor::Facts& facts, const std::vector<doctor::Finding>& findings,
                         const std::string& link, const ReleaseState& state);

}  // namespace tillpoints::fleet
