#pragma once
#include <string>
#include <string_view>

namespace tillpoints::sidecar {

/// SHA-256 in hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// Compares without telling by its time where the two differ.
bool same_secret(std::string_view expected, std::string_view given);

/// Unguessable, in hexadecimal digits. Throws std::runtime_error without a source of randomness.
std::string random_hex(std::size_t bytes);

/// A code that a person types: letters and digits that nobody takes for another, as "K7QM-2XTV".
std::string random_code();
/// As `random_code` writes it, whatever case, dashes and spaces were typed.
std::string normal_code(std::string_view typed);

}  // namespace tillpoints::sidecar
