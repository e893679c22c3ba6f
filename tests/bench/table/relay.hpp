#pragma once
#include <chrono>
#include <cstdint>
#include <memory>

namespace tillpoints::bench {

/// A loopback relay in front of the cloud that delays every byte by the same time in each direction.
class Relay {
  public:
    Relay(std::uint16_t cloud_port, std::chrono::milliseconds delay);
    ~Relay();
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    std::uint16_t port() const;
    /// Closes the connections that are open.
    void cut();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace tillpoints::bench
