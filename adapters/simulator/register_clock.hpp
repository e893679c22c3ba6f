#pragma once
#include <chrono>
#include <optional>
#include <string>

namespace tillpoints::simulator {

/// The register's clock: the machine's, or one that starts at a given time and advances one second at every
/// reading, so that a run can be repeated exactly.
class RegisterClock {
  public:
    using Seconds = std::chrono::sys_seconds;

    explicit RegisterClock(std::optional<Seconds> start = {}) : simulated_(start) {}

    /// ISO 8601, UTC, whole seconds.
    std::string now();

  private:
    std::optional<Seconds> simulated_;
};

/// Reads "2026-01-31T08:05:09Z"; empty where it is no such time.
std::optional<RegisterClock::Seconds> parse_time(const std::string& text);

}  // namespace tillpoints::simulator
