#include "cloud/fleet/fleet.hpp"

#include <algorithm>

#include "cloud/api/digest.hpp"
#include "cloud/fleet/rollout.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::chrono::seconds between_checks{10};

bool is_on_its_way(const Rollout& rollout) {
    return rollout.state == RolloutState::first || rollout.state == RolloutState::rest;
}

}  // namespace

std::string token_digest(const std::string& token) {
    return sha256_hex(token);
}

bool is_terminal_name(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '-' || c == '_';
    });
}

std::optional<std::string> take_heartbeat(Transaction& db, const std::string& token,
                                          const Heartbeat& heartbeat, Timestamp now) {
    auto terminal = db.fleet.lock_by_token(token_digest(token));
    if (!terminal) return {};
    terminal->heard = now;
    terminal->heartbeat = dump(json_of(heartbeat));
    std::string document;
    for (const auto& rollout : db.fleet.rollouts()) {
        if (rollout.number <= std::max(heartbeat.release, heartbeat.refused)) break;
        if (!is_for(rollout, *terminal)) continue;
        document = db.fleet.document(rollout.number);
        if (terminal->offered == rollout.number) break;
        terminal->offered = rollout.number;
        terminal->offered_at = now;
        terminal->before = terminal->heartbeat;
        break;
    }
    db.fleet.update(*terminal);
    return document;
}

void watch_rollouts(Transaction& db, Timestamp now) {
    for (const auto& seen : db.fleet.rollouts()) {
        if (!is_on_its_way(seen) || seen.checked + between_checks > now) continue;
        const auto rollout = db.fleet.lock(seen.number);
        if (rollout && is_on_its_way(*rollout)) db.fleet.update(judged(*rollout, db.fleet.terminals(), now));
    }
}

std::optional<Problem> begin_rollout(Transaction& db, Rollout rollout, Timestamp now) {
    db.take_turn();
    const auto earlier = db.fleet.rollouts();
    const auto newest = earlier.empty() ? 0 : earlier.front().number;
    if (rollout.number <= newest)
        return Problem{Errc::duplicate, "document", "a number larger than " + std::to_string(newest),
                       std::to_string(rollout.number)};
    if (std::any_of(earlier.begin(), earlier.end(), is_on_its_way))
        return Problem{Errc::out_of_order, "document", "no other release on its way", std::to_string(newest)};
    rollout.created = rollout.since = rollout.checked = now;
    rollout.state = rollout.share == 100 ? RolloutState::rest : RolloutState::first;
    for (const auto& name : first_terminals(db.fleet.terminals(), rollout, now))
        db.fleet.set_first_of(name, rollout.number);
    db.fleet.add(rollout);
    return {};
}

}  // namespace tillpoints::cloud
