#include "plugin/replay/link.hpp"

#include <algorithm>

namespace tillpoints::replay {
namespace {

using std::chrono::milliseconds;

milliseconds part_of(milliseconds whole, std::uint64_t dice) {
    return milliseconds(static_cast<std::int64_t>(dice % static_cast<std::uint64_t>(whole.count() + 1)));
}

/// Between half and all of `first`, doubled as often as probes failed, up to the longest.
milliseconds pause_of(milliseconds first, const Link& link, const LinkPolicy& policy, std::uint64_t dice) {
    milliseconds pause = first;
    for (int i = 0; i < link.probes && pause < policy.longest_probe_pause; ++i) pause *= 2;
    if (link.probes > 0) pause = std::min(pause, std::max(policy.longest_probe_pause, first));
    return pause / 2 + part_of(pause - pause / 2, dice);
}

/// The next probe is not due yet, so a call that fails now was sent before the link was lost.
bool waits_for_probe(const Link& link, Now now) {
    return !link.usable() && now.local < link.probe_at;
}

void lost(Link& link, milliseconds first, Now now, const LinkPolicy& policy, std::uint64_t dice) {
    link.width = 1;
    link.probe_at = now.local + pause_of(first, link, policy, dice);
    link.probes += 1;
}

}  // namespace

Link after_success(Link link, const LinkPolicy& policy) {
    Link out;
    out.rest_until = link.rest_until;
    out.width = link.usable() ? std::min(link.width * 2, policy.parallel) : 1;
    return out;
}

Link after_failure(Link link, Errc code, Now now, const LinkPolicy& policy, std::uint64_t dice) {
    const bool straggler = waits_for_probe(link, now);
    link.failures += 1;
    link.trouble = code;
    if (straggler) return link;
    if (link.failures >= policy.failures_to_open) link.broken = true;
    if (!link.usable())
        lost(link, link.paused ? policy.pause_interval : policy.probe_interval, now, policy, dice);
    return link;
}

Link after_closed(Link link, Errc code, Now now, const LinkPolicy& policy, std::uint64_t dice) {
    const bool known = link.paused && waits_for_probe(link, now);
    link.paused = code;
    link.trouble = code;
    link.broken = false;
    if (!known) lost(link, policy.pause_interval, now, policy, dice);
    return link;
}

Link after_too_many(Link link, std::optional<milliseconds> retry_after, Now now, const LinkPolicy& policy,
                    std::uint64_t dice) {
    const auto asked =
        std::clamp(retry_after.value_or(policy.retry_later), milliseconds(0), policy.longest_wait);
    // All terminals of a shop may be told the same: they must not come back in the same moment.
    const auto extra = part_of(std::min(asked / 4 + milliseconds(100), milliseconds(5'000)), dice);
    link.rest_until = std::max(link.rest_until, now.local + asked + extra);
    link.width = 1;
    return link;
}

}  // namespace tillpoints::replay
