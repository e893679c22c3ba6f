#include "cloud/fleet/rollout.hpp"

#include <algorithm>

#include "cloud/api/digest.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t most_named = 3;

bool has_taken(const FleetTerminal& terminal, std::int64_t number) {
    const auto heartbeat = stored_heartbeat(terminal.heartbeat);
    return heartbeat && heartbeat->release >= number;
}

/// Has it reported so long after it was given the release? One that died meanwhile has not.
bool is_watched(const FleetTerminal& terminal, const Rollout& rollout) {
    return terminal.offered_at && terminal.heard &&
           *terminal.offered_at + std::chrono::minutes(rollout.watch) <= *terminal.heard;
}

/// Reasons of the terminals that are worse off, the first of them named.
std::string reason_to_stop(const Rollout& rollout, const std::vector<FleetTerminal>& terminals,
                           Timestamp now) {
    std::size_t worse = 0;
    std::string named;
    for (const auto& terminal : terminals) {
        const auto why = worsened(terminal, rollout.number, now);
        if (why.empty()) continue;
        if (++worse <= most_named) named += (named.empty() ? "" : "; ") + terminal.name + ": " + why;
    }
    if (worse <= static_cast<std::size_t>(rollout.tolerated)) return {};
    return worse > most_named ? named + "; and " + std::to_string(worse - most_named) + " more" : named;
}

/// A silent terminal that was not given the release keeps nobody waiting.
bool stage_is_over(const Rollout& rollout, const std::vector<FleetTerminal>& terminals, Timestamp now) {
    bool one = false;
    for (const auto& terminal : terminals) {
        if (rollout.state == RolloutState::first && terminal.first_of != rollout.number) continue;
        if (terminal.offered < rollout.number && is_silent(terminal, now)) continue;
        // One that is tolerated keeps nobody waiting either.
        if (!worsened(terminal, rollout.number, now).empty()) continue;
        if (!has_taken(terminal, rollout.number)) return false;
        if (terminal.offered == rollout.number && !is_watched(terminal, rollout)) return false;
        one = true;
    }
    return one;
}

}  // namespace

bool is_silent(const FleetTerminal& terminal, Timestamp now) {
    return !terminal.heard || *terminal.heard + silence < now;
}

std::vector<std::string> first_terminals(const std::vector<FleetTerminal>& terminals, const Rollout& rollout,
                                         Timestamp now) {
    const bool somebody = std::any_of(terminals.begin(), terminals.end(),
                                      [&](const auto& each) { return !is_silent(each, now); });
    std::vector<std::pair<std::string, std::string>> drawn;
    for (const auto& terminal : terminals)
        if (!somebody || !is_silent(terminal, now))
            drawn.emplace_back(sha256_hex(std::to_string(rollout.number) + "/" + terminal.name),
                               terminal.name);
    std::sort(drawn.begin(), drawn.end());
    const auto wanted = (drawn.size() * static_cast<std::size_t>(rollout.share) + 99) / 100;
    drawn.resize(std::min(drawn.size(), std::max<std::size_t>(wanted, 1)));
    std::vector<std::string> names;
    names.reserve(drawn.size());
    for (auto& each : drawn) names.push_back(std::move(each.second));
    return names;
}

std::string worsened(const FleetTerminal& terminal, std::int64_t number, Timestamp now) {
    if (terminal.offered != number || !terminal.offered_at || !terminal.heard) return {};
    const bool reported = *terminal.heard > *terminal.offered_at;
    if (!reported) return is_silent(terminal, now) ? "not heard since it was given the release" : "";
    const auto after = stored_heartbeat(terminal.heartbeat);
    const auto before = stored_heartbeat(terminal.before);
    if (!after) return {};
    if (after->refused == number) return "refused: " + after->refusal;
    if (after->release < number)
        return *terminal.offered_at + taking < *terminal.heard ? "has not taken the release" : "";
    if (!before) return {};
    if (after->health == Health::error && before->health != Health::error) return "doctor: " + after->first;
    if (after->parked > before->parked)
        return "parked entries: " + std::to_string(before->parked) + " -> " + std::to_string(after->parked);
    return {};
}

bool is_for(const Rollout& rollout, const FleetTerminal& terminal) {
    switch (rollout.state) {
        case RolloutState::first:
            return terminal.first_of == rollout.number;
        case RolloutState::rest:
        case RolloutState::done:
            return true;
        case RolloutState::stopped:
            return false;
    }
    return false;
}

bool lacks_first_terminals(const Rollout& rollout, const std::vector<FleetTerminal>& terminals) {
    return rollout.state == RolloutState::first && !terminals.empty() &&
           std::none_of(terminals.begin(), terminals.end(),
                        [&](const auto& each) { return each.first_of == rollout.number; });
}

Rollout judged(Rollout rollout, const std::vector<FleetTerminal>& terminals, Timestamp now) {
    rollout.checked = now;
    if (rollout.state == RolloutState::done || rollout.state == RolloutState::stopped) return rollout;
    const auto move_to = [&](RolloutState state) {
        rollout.state = state;
        rollout.since = now;
    };
    rollout.reason = reason_to_stop(rollout, terminals, now);
    if (!rollout.reason.empty())
        move_to(RolloutState::stopped);
    else if (stage_is_over(rollout, terminals, now))
        move_to(rollout.state == RolloutState::first ? RolloutState::rest : RolloutState::done);
    return rollout;
}

}  // namespace tillpoints::cloud
