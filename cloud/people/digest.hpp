#pragma once
#include <string>
#include <string_view>

namespace tillpoints::cloud {

/// SHA-256 as lower-case hexadecimal.
std::string sha256_hex(std::string_view text);

}  // namespace tillpoints::cloud
