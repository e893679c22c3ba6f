#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cloud/api/randomness.hpp"
#include "protocol/timestamp.hpp"

/// One-time codes of an authenticator application (RFC 6238: HMAC-SHA1, 30 seconds).
namespace tillpoints::cloud {

/// 160 random bits in base32, as applications take them.
std::string new_totp_secret(const Randomness& randomness);

/// The code of a step (seconds since 1970 / 30) as digits; nothing if the secret is no base32.
std::optional<std::string> totp_code(const std::string& secret, std::int64_t step, int digits = 6);

/// The step whose code this is: the present one, the one before or the next, but later than `after`, so that
/// no code is taken twice.
std::optional<std::int64_t> totp_step_of(const std::string& secret, std::string_view code, Timestamp now,
                                         std::int64_t after);

/// What an application reads from a QR code.
std::string totp_uri(const std::string& secret, const std::string& login);

}  // namespace tillpoints::cloud
