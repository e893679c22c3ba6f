#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/update/condition.hpp"
#include "adapters/update/packages.hpp"

/// What is kept of an update that has begun, so that one that was cut off can be ended. Pure.
namespace tillpoints::update {

enum class Phase {
    forward,  ///< the new version is being installed or examined
    back,     ///< the old one is being installed again
};

struct State {
    Phase phase = Phase::forward;
    std::vector<Package> from;
    std::string to;
    bool way_back = true;  ///< the old archives are at hand
};

std::string to_json(const State& state);
/// Nothing for what is not a state, or one of a format that this version does not know.
std::optional<State> read_state(std::string_view json);

std::string to_json(const Condition& condition);
std::optional<Condition> read_condition(std::string_view json);

}  // namespace tillpoints::update
