#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace tillpoints::conform {

/// Microseconds since 1970 of "2026-01-31T08:05:09Z"; nothing: the text is no such time.
std::optional<std::int64_t> timestamp_us(std::string_view text);

/// Now, by the clock of this machine.
std::int64_t now_us();

}  // namespace tillpoints::conform
