#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tillpoints {

enum class Rounding { half_up, down, exact };

/// Reads a decimal number ("12", "-0.5", "1.25e2") as an integer scaled by 10^digits, from its characters:
/// no floating point. Half-up rounds away from zero, down towards zero; `exact` refuses a number with more
/// digits than fit. Nothing on malformed text or when the result is not within int64.
std::optional<std::int64_t> parse_decimal(std::string_view text, int digits, Rounding rounding);

/// Writes `scaled / 10^digits` with trailing zeros of the fraction removed: (12340, 2) gives "123.4".
std::string format_decimal(std::int64_t scaled, int digits);

/// Writes all `digits` of the fraction: (12340, 2) gives "123.40".
std::string format_fixed(std::int64_t scaled, int digits);

}  // namespace tillpoints
