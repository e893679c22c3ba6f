#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tillpoints::fleet {

std::string base64_of(std::string_view bytes);
/// Nothing for a text that is not base64 with its padding.
std::optional<std::string> bytes_of_base64(std::string_view text);

}  // namespace tillpoints::fleet
