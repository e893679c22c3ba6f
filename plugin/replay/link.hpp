#pragma once
#include <chrono>
#include <cstdint>
#include <optional>

#include "plugin/replay/policy.hpp"
#include "protocol/error.hpp"

/// The state of the link to the cloud: a breaker for questions, a pause for the queue, and how many entries
/// may be on their way at once. Pure: the randomness that spreads many terminals is given in as `dice`, any
/// number.
namespace tillpoints::replay {

struct LinkPolicy {
    int failures_to_open = 1;                          ///< consecutive failures before questions go unasked
    std::chrono::milliseconds probe_interval{1'500};   ///< at most until the first probe of a broken link
    std::chrono::milliseconds pause_interval{30'000};  ///< the same while the cloud refuses the shop
    std::chrono::milliseconds longest_probe_pause{
        6'000};                                       ///< each further one waits twice as long, up to this
    std::chrono::milliseconds retry_later{5'000};     ///< after 429 without Retry-After
    std::chrono::milliseconds longest_wait{600'000};  ///< however long the cloud asks for
    int parallel = 4;                                 ///< entries on their way at once, at most
};

struct Link {
    int failures = 0;
    int probes = 0;               ///< probes that failed since the link was lost
    bool broken = false;          ///< questions are answered offline at once, the queue rests
    std::optional<Errc> paused;   ///< the cloud refuses the shop as a whole: alarm
    std::optional<Errc> trouble;  ///< the last failure, for status
    Timestamp probe_at;           ///< when the next probe may go, while broken or paused
    Timestamp rest_until;         ///< the cloud asked to be left alone until then
    int width = 1;                ///< entries that may be on their way at once

    bool usable() const { return !broken && !paused; }
    /// The queue may go on. Never while the link is lost: then one probe is sent and nothing else.
    bool may_replay(Now now) const { return usable() && rest_until <= now.local; }
    friend bool operator==(const Link&, const Link&) = default;
};

/// After a lost link one entry is sent first; each success lets twice as many go, up to the policy's number.
Link after_success(Link link, const LinkPolicy& policy);
/// No answer, or a 5xx. A lost link is probed after a pause that doubles with every failed probe and differs
/// from terminal to terminal. A call that fails before the next probe is due was sent earlier and changes
/// nothing.
Link after_failure(Link link, Errc code, Now now, const LinkPolicy& policy, std::uint64_t dice);
/// The cloud answered, and its answer concerns the whole shop.
Link after_closed(Link link, Errc code, Now now, const LinkPolicy& policy, std::uint64_t dice);
/// 429: the whole queue rests, as long as the cloud asks for and a little longer, not only the refused entry.
Link after_too_many(Link link, std::optional<std::chrono::milliseconds> retry_after, Now now,
                    const LinkPolicy& policy, std::uint64_t dice);

}  // namespace tillpoints::replay
