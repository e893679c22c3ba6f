#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "protocol/timestamp.hpp"

namespace tillpoints::cloud {

class Connection;

/// The offset of virtual time.
class ClockRepository {
  public:
    explicit ClockRepository(Connection& connection) : connection_(connection) {}

    /// By how much the time of these books is ahead of the real one; nothing where time is real.
    std::optional<std::chrono::milliseconds> time_ahead();
    void set_time_ahead(std::chrono::milliseconds ahead);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
