#pragma once
#include <string_view>
#include <vector>

#include "plugin/config/sources.hpp"
#include "protocol/json.hpp"

namespace tillpoints::abi {

/// The problems of a configuration's text: as problems_json (guard.hpp), each with "line" where it stands in
/// the text.
Json problems_json(const Problems& problems, std::string_view text);

/// The problems of several files: each also with "file"; "line" is missing where the file as a whole is
/// meant.
Json problems_json(const std::vector<PlacedProblem>& problems);

}  // namespace tillpoints::abi
