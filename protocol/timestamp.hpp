#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tillpoints {

/// A moment in UTC, to the millisecond.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// ISO 8601 with a dot or comma fraction or none, and `Z`, an offset, or none (taken as UTC): every form
/// seen in the loyalty cloud's answers and asked for by registers.
std::optional<Timestamp> parse_timestamp(std::string_view text);

/// "2026-01-31T08:05:09.120Z".
std::string to_text(Timestamp time);

}  // namespace tillpoints
