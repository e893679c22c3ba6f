#pragma once
#include <string>
#include <string_view>

namespace tillpoints::sidecar {

/// 4 to 12 digits that are not all the same and not one after the other (1111, 1234, 9876).
bool is_good_pin(std::string_view pin);

/// A salted scrypt hash (RFC 7914; 32 MiB and about a tenth of a second). A PIN has few possibilities, so a
/// stolen file is only as good as this is slow. Throws std::runtime_error.
std::string hash_pin(std::string_view pin);

/// False also for a text that hash_pin did not make. As slow as hash_pin.
bool pin_matches(const std::string& hash, std::string_view pin);

}  // namespace tillpoints::sidecar
