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

    /// How far virtual time is ahead of real time; nothing if time is real.
    std::optional<std::chrono::milliseconds> time_ahead();
    void set_time_ahead(std::chrono::milliseconds ahead);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
