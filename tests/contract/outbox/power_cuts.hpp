#pragma once
#include <string>

#include "scenario.hpp"

namespace tillpoints::testing {

struct PowerCuts {
    std::size_t boundaries = 0;  ///< writes, truncations, syncs and removals of the scenario
    std::size_t cuts = 0;
    std::size_t violations = 0;
    std::string first;  ///< the first violation, as text
};

/// Writes the files that a power cut left, and the key, into the shop's folder and removes all others. A
/// key that is not confirmed has the name of a first start that is not complete.
void lay_out(const Shop& shop, const std::map<std::string, std::string>& files, const std::string& key,
             bool key_confirmed = true);

/// Cuts the power after every step of the batches' scenario: with unsynced writes lost, with all of them
/// kept, and `torn` times with a random part of them. Then opens the outbox and compares: it must hold every
/// batch up to the last synced one that was answered, may hold those after it in their order, each
/// completely and together with those of its commit, and nothing else.
PowerCuts cut_power_everywhere(const std::vector<Batch>& batches, std::size_t torn);

}  // namespace tillpoints::testing
