#pragma once
#include <string>

#include "adapters/update/course.hpp"

namespace tillpoints::cli {

/// What has happened, why, and what to do, for people.
std::string told(const update::Outcome& outcome, const std::string& folder);
/// The same for scripts, in English.
std::string told_as_json(const update::Outcome& outcome);

}  // namespace tillpoints::cli
