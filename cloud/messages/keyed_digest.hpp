#pragma once
#include <string>
#include <string_view>

namespace tillpoints::cloud {

/// HMAC-SHA-256 in lower-case hexadecimal: of short texts that could be guessed, so that a copy of the
/// database without the key does not tell them.
std::string keyed_digest(std::string_view key, std::string_view text);

/// SHA-256 in lower-case hexadecimal: of texts that are random and long.
std::string digest_of(std::string_view text);

}  // namespace tillpoints::cloud
