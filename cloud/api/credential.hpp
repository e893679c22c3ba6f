#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace tillpoints::cloud {

/// "Basic " and base64 of "company:key", as a client sends it.
std::string basic_credential(std::int64_t company, std::string_view key);

/// Compares in a time that does not depend on how much of `given` is right.
bool same_secret(std::string_view expected, std::string_view given);

}  // namespace tillpoints::cloud
