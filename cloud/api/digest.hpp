#pragma once
#include <string>
#include <string_view>

/// Digests in lower-case hexadecimal. They throw std::runtime_error where OpenSSL does not have the function.
namespace tillpoints::cloud {

/// Of texts that are random and long.
std::string sha256_hex(std::string_view text);
/// HMAC-SHA-256 of short texts that could be guessed, so that a copy of the database without the key does not
/// tell them.
std::string keyed_sha256_hex(std::string_view key, std::string_view text);
/// Only where the protocol demands it (the signature of webhooks).
std::string md5_hex(std::string_view text);

}  // namespace tillpoints::cloud
