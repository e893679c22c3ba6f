#pragma once
#include <optional>
#include <string>
#include <string_view>

/// Base64 of RFC 4648. Pure.
namespace tillpoints::cloud {

/// The one for addresses: '-' and '_', without '='.
std::string base64url_of(std::string_view bytes);
/// Either alphabet, '=' at the end or none; nothing for a text that is not base64.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace tillpoints::cloud
