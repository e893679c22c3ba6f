#pragma once
#include <string>
#include <vector>

#include "adapters/conform/play.hpp"

namespace tillpoints::conform {

/// A finding as a person reads it: what, where, which rule, and where the rule stands.
std::string describe(const Finding& finding);

/// One line of the table of scenarios.
std::string line_of(const Played& played);

Json to_json(const Findings& findings);
Json to_json(const std::vector<Played>& played);

}  // namespace tillpoints::conform
