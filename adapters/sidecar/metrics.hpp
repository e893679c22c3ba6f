#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tillpoints::sidecar {

/// What the daemon counts. No personal data: terminals, statuses and reasons are words of the protocol.
struct Metrics {
    /// Upper bounds of the classes of waiting times, in seconds.
    static constexpr std::array<double, 10> bounds{0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 3, 10};

    void answered(const std::string& terminal, const std::string& status, std::chrono::microseconds waited);
    void refused(const std::string& reason) { ++refusals[reason]; }

    std::map<std::string, std::map<std::string, std::uint64_t>> events;  ///< by terminal and status
    std::map<std::string, std::uint64_t> refusals;                       ///< requests, by the error's code
    std::array<std::uint64_t, bounds.size()> classes{};
    std::uint64_t waits = 0;
    double waited_seconds = 0;
    std::uint64_t replayed = 0;    ///< answers given again to a retry
    std::uint64_t not_stored = 0;  ///< answers with a key that the disk did not take
};

/// A terminal as the metrics show it.
struct TerminalGauge {
    std::string name;
    bool running = false;
    std::string status;  ///< the library's, as JSON
};

/// Moments of the whole daemon.
struct DaemonGauges {
    std::size_t connections = 0;
    std::size_t streams = 0;
    std::size_t events_in_flight = 0;
    double started = 0;                                ///< Unix time
    std::optional<std::int64_t> disk_free_bytes = {};  ///< where the state directory is
};

/// The text format of Prometheus.
std::string metrics_text(const Metrics& metrics, const std::vector<TerminalGauge>& terminals,
                         const DaemonGauges& gauges);

}  // namespace tillpoints::sidecar
