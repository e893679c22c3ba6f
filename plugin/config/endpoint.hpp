#pragma once
#include <optional>
#include <string>
#include <string_view>

/// Checks the settings that say where the cloud is and how its server is recognised. Pure.
namespace tillpoints {

/// "https://host[:port][/path]" or, to a loopback address only, "http://...": without user, query or
/// fragment. Gives the address without a trailing slash, or nothing.
std::optional<std::string> cloud_base_url(std::string_view text);

/// 1 to 32 small letters, digits and hyphens.
bool is_provider_name(std::string_view text);

/// The base64 of a SHA-256: 43 characters and one '='.
bool is_key_pin(std::string_view text);

/// A header's name as HTTP allows it, except those the connection itself needs.
bool is_credential_header(std::string_view text);

}  // namespace tillpoints
