#pragma once
#include <chrono>
#include <optional>

#include "plugin/replay/policy.hpp"
#include "protocol/error.hpp"

/// The state of the way to the cloud: a breaker for questions and a pause for the queue. Pure.
namespace tillpoints::replay {

struct LinkPolicy {
    int failures_to_open = 1;                          ///< consecutive failures before questions go unasked
    std::chrono::milliseconds probe_interval{1'500};   ///< between probes while the way is broken
    std::chrono::milliseconds pause_interval{30'000};  ///< between probes while the cloud refuses the shop
};

struct Link {
    int failures = 0;
    bool broken = false;          ///< questions are answered offline at once, the queue rests
    std::optional<Errc> paused;   ///< the cloud refuses the shop as a whole: alarm
    std::optional<Errc> trouble;  ///< the last failure, for status
    Timestamp probe_at;           ///< when the next probe may go, while broken or paused

    bool usable() const { return !broken && !paused; }
    friend bool operator==(const Link&, const Link&) = default;
};

Link after_success(Link link);
Link after_failure(Link link, Errc code, Now now, const LinkPolicy& policy);
/// The cloud answered, and its answer concerns the whole shop.
Link after_closed(Link link, Errc code, Now now, const LinkPolicy& policy);

}  // namespace tillpoints::replay
