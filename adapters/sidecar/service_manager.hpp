#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace tillpoints::sidecar {

/// systemd's protocol for services, by its documented socket (sd_notify(3), sd_listen_fds(3)): no library of
/// systemd is loaded into the process that holds the shop's data. Without systemd every call does nothing.
class ServiceManager {
  public:
    /// Reads the environment and removes what it read from it, so that no child takes it for its own.
    ServiceManager();

    /// "READY=1" and the like; several lines at once.
    void notify(const std::string& state) const;
    /// How often the manager wants to hear "WATCHDOG=1", halved; nothing if it does not watch.
    std::optional<std::chrono::milliseconds> watchdog_interval() const { return watchdog_; }
    /// Listening sockets that were handed over.
    const std::vector<int>& sockets() const { return sockets_; }

  private:
    std::string address_;
    std::optional<std::chrono::milliseconds> watchdog_;
    std::vector<int> sockets_;
};

/// Where a listening socket listens, as ListenAt::text writes it; empty if it cannot be told.
std::string place_of_socket(int descriptor);

}  // namespace tillpoints::sidecar
