#pragma once
#include <memory>
#include <string>

#include "adapters/cli/table.hpp"

namespace tillpoints::cli {

/// A terminal of `tillpointsd`, reached by a unix socket of it that takes names (`by_name`).
class DaemonClient {
  public:
    /// Throws std::runtime_error if nobody listens there.
    DaemonClient(const std::string& socket, std::string terminal);
    ~DaemonClient();
    DaemonClient(const DaemonClient&) = delete;
    DaemonClient& operator=(const DaemonClient&) = delete;

    /// The reply to an event. Throws std::runtime_error with the daemon's own words if it refuses the
    /// request.
    Json ask(const Json& event);

  private:
    struct Connection;
    std::unique_ptr<Connection> connection_;
    std::string terminal_;
};

}  // namespace tillpoints::cli
