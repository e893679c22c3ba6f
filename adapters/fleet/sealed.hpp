#pragma once
#include <optional>
#include <string>

/// A text that only who knows the secret can read and change: scrypt (RFC 7914) makes a key of the secret,
/// AES-256-GCM seals.
namespace tillpoints::fleet {

/// `salt`: 16 random bytes; `nonce`: 12.
std::string sealed(const std::string& text, const std::string& secret, const std::string& salt,
                   const std::string& nonce);
/// Nothing for another secret, and for what was changed.
std::optional<std::string> unsealed(const std::string& seal, const std::string& secret);

/// So many bytes that nobody can guess.
std::string random_bytes(std::size_t count);

}  // namespace tillpoints::fleet
