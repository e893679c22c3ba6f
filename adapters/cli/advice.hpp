#pragma once
#include <string>
#include <string_view>

namespace tillpoints::cli {

/// What a technician can do about a link that is down for this reason (the library's name of it). Empty for a
/// reason without advice.
std::string advice_on(std::string_view reason);

}  // namespace tillpoints::cli
