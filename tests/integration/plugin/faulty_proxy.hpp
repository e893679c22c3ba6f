#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace tillpoints::test {

/// A loopback TCP proxy between a register and its cloud that injects faults by a seed: it drops connections,
/// delays bytes (and delivers them after the sender closed), resets, truncates answers, discards answers, and
/// repeats a client's bytes on a second connection. TLS passes through unchanged, so a repetition is a
/// replayed TLS connection that the cloud must reject; repeated requests inside TLS are a switch of the
/// cloud.
class FaultyProxy {
  public:
    FaultyProxy(std::uint16_t cloud_port, std::uint32_t seed);
    ~FaultyProxy();
    FaultyProxy(const FaultyProxy&) = delete;
    FaultyProxy& operator=(const FaultyProxy&) = delete;

    std::uint16_t port() const;
    /// Forwards new connections without faults and closes the existing ones.
    void stop_faults();
    /// Accepted so far.
    int connections() const;
    /// Waits until more than `count` are accepted, at most for `limit`.
    void wait_for_more_than(int count, std::chrono::milliseconds limit) const;
    /// "faithful 120, dropped 31, ..." by connections.
    std::string summary() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace tillpoints::test
