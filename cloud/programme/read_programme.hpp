#pragma once
#include <optional>
#include <string>

#include "cloud/programme/programme.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::cloud {

/// Reads a programme (format: programme.schema.json). Strict: an unknown member is a problem. Every problem
/// is added to `problems`; nothing is returned if there is any.
std::optional<Programme> read_programme(const Json& json, Problems& problems);

/// The same from a file; one that cannot be read or is no JSON is a problem too.
std::optional<Programme> load_programme(const std::string& path, Problems& problems);

}  // namespace tillpoints::cloud
