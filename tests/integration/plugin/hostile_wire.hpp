#pragma once
#include <cstdint>
#include <memory>
#include <string>

namespace tillpoints::test {

/// A loopback TCP relay between a register and its cloud that mistreats connections by a seed: drops them at
/// once, delays bytes (and delivers them after the sender is gone), resets, cuts an answer in its middle,
/// swallows answers, and repeats what a client sent on a second connection. TLS goes through as it is, so a
/// repetition is a replayed connection: the cloud must refuse its records and live on; a repeated request
/// within TLS is the cloud's own switch.
class HostileWire {
  public:
    HostileWire(std::uint16_t cloud_port, std::uint32_t seed);
    ~HostileWire();
    HostileWire(const HostileWire&) = delete;
    HostileWire& operator=(const HostileWire&) = delete;

    std::uint16_t port() const;
    /// From now on new connections are carried faithfully; the old ones end.
    void calm();
    /// "faithful 120, dropped 31, ..." by connections.
    std::string summary() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace tillpoints::test
