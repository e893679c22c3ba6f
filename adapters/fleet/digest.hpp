#pragma once
#include <string>
#include <string_view>

namespace tillpoints::fleet {

/// In lower-case hexadecimal.
std::string hex_of(std::string_view bytes);
std::string sha256_of(std::string_view text);

}  // namespace tillpoints::fleet
