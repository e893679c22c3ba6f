#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "protocol/timestamp.hpp"

/// The rows of the fleet: the terminals that report to this cloud, and the releases that are rolled out to
/// them.
namespace tillpoints::cloud {

/// One terminal's installation.
struct FleetTerminal {
    std::string name;
    std::string token;                 ///< SHA-256 of its token, in hexadecimal
    std::optional<Timestamp> heard{};  ///< when its last heartbeat came
    std::string heartbeat{};           ///< the last one as JSON; empty: none came
    std::int64_t offered = 0;          ///< the number of the release it was given last; 0: none
    std::optional<Timestamp> offered_at{};
    std::string before{};       ///< its heartbeat when it was given that release, to compare with
    std::int64_t first_of = 0;  ///< the number of the release that it is among the first to get
    friend bool operator==(const FleetTerminal&, const FleetTerminal&) = default;
};

/// The numbers are stored.
enum class RolloutState {
    first,    ///< only the first terminals get it
    rest,     ///< every terminal gets it
    done,     ///< every terminal that reports has it; others get it when they report
    stopped,  ///< nobody gets it any more; who has it keeps it
};

/// A release on its way to the terminals.
struct Rollout {
    std::int64_t number = 0;  ///< of the release: the newest is the one with the largest number
    Timestamp created;
    std::string document;        ///< as it was signed
    std::int64_t share = 10;     ///< of 100 terminals so many are the first
    std::int64_t watch = 60;     ///< how long each stage is watched, in minutes
    std::int64_t tolerated = 0;  ///< so many terminals may be worse than before without stopping it
    RolloutState state = RolloutState::first;
    std::string reason{};  ///< why it was stopped
    Timestamp since{};     ///< when it came to its state
    Timestamp checked{};   ///< when the terminals' heartbeats were compared last
    friend bool operator==(const Rollout&, const Rollout&) = default;
};

}  // namespace tillpoints::cloud
