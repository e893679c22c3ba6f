#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "adapters/conform/answers.hpp"

namespace tillpoints::conform {

/// One life of a host: what it is told to do, and what the scripted plugin does to it.
struct Scenario {
    std::string name;
    std::string says;
    std::map<std::string, Disturbance> disturbed;  ///< by event: the first such event
    std::vector<std::string> commands;  ///< "{receipt}" is the receipt of the latest `printed` answer
};

std::span<const Scenario> scenarios();

/// nullptr: there is none of this name.
const Scenario* find_scenario(std::string_view name);

}  // namespace tillpoints::conform
