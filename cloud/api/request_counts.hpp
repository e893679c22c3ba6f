#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "protocol/http.hpp"

namespace tillpoints::cloud {

/// How many requests of terminals came, by request_name, whatever they were answered.
using RequestCounts = std::map<std::string, std::int64_t>;

/// "POST /operations/{id}/refund": the method and the path without query; "other" for a path that the
/// protocol does not know, so that strangers cannot make the list grow.
std::string request_name(const HttpRequest& request);

}  // namespace tillpoints::cloud
