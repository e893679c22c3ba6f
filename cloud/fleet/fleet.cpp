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

void draw_first(Transaction& db, const Rollout& rollout, Timestamp now) {
    for (const auto& name : first_terminals(db.fleet.terminals(), rollout, now))
        db.fleet.set_first_of(name, rollout.number);
}

/// The newest release that is for the terminal and that it has neither taken nor refused.
std::string offered_release(Transaction& db, FleetTerminal terminal, const Heartbeat& heartbeat,
                            Timestamp now) {
    for (const auto& rollout : db.fleet.rollouts()) {
        if (rollout.number <= std::max(heartbeat.release, heartbeat.refused)) break;
        if (!is_for(rollout, terminal)) continue;
        if (terminal.offered != rollout.number) {
            terminal.offered = rollout.number;
            terminal.offered_at = now;
            terminal.before = terminal.heartbeat;
            db.fleet.update(terminal);
        }
        return db.fleet.document(rollout.number);
    }
    return {};
}

/// The releases on their way whose terminals were not looked at in the last seconds.
std::vector<Rollout> lock_due(Transaction& db, Timestamp now) {
    const auto is_due = [&](const Rollout& rollout) {
        return is_on_its_way(rollout) && rollout.checked + between_checks <= now;
    };
    std::vector<Rollout> due;
    for (const auto& seen : db.fleet.rollouts()) {
        if (!is_due(seen)) continue;
        // Another process may have looked meanwhile.
        if (const auto rollout = db.fleet.lock(seen.number); rollout && is_due(*rollout))
            due.push_back(*rollout);
    }
    return due;
}

void judge_all(Transaction& db, const std::vector<Rollout>& due, Timestamp now) {
    for (const auto& rollout : due) {
        const auto terminals = db.fleet.terminals();
        if (lacks_first_terminals(rollout, terminals)) draw_first(db, rollout, now);
        db.fleet.update(judged(rollout, terminals, now));
    }
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

bool is_terminal(Transaction& db, const std::string& token) {
    return db.fleet.has_token(token_digest(token));
}

std::optional<std::string> take_heartbeat(Transaction& db, const std::string& token,
                                          const Heartbeat& heartbeat, Timestamp now) {
    // Before the terminal, as everybody does who needs both.
    const auto due = lock_due(db, now);
    auto terminal = db.fleet.lock_by_token(token_digest(token));
    if (!terminal) return {};
    terminal->heard = now;
    terminal->heartbeat = dump(json_of(heartbeat));
    db.fleet.update(*terminal);
    // What it reports may be the reason to stop.
    judge_all(db, due, now);
    return offered_release(db, *terminal, heartbeat, now);
}

void watch_rollouts(Transaction& db, Timestamp now) {
    judge_all(db, lock_due(db, now), now);
}

std::optional<Problem> begin_rollout(Transaction& db, Rollout rollout, Timestamp now) {
    db.take_turn();
    const auto earlier = db.fleet.rollouts();
    const auto newest = earlier.empty() ? 0 : earlier.front().number;
    if (rollout.number <= newest)
        return Problem{Errc::duplicate, "document", "a number larger than " + std::to_string(newest),
                       std::to_string(rollout.number)};
    for (auto other : earlier) {
        if (other.state == RolloutState::first)
            return Problem{Errc::out_of_order, "document", "no other release in its first stage",
                           std::to_string(other.number)};
        if (other.state != RolloutState::rest) continue;
        // Everybody gets the newer one instead.
        other.state = RolloutState::done;
        other.since = now;
        db.fleet.update(other);
    }
    rollout.created = rollout.since = rollout.checked = now;
    rollout.state = rollout.share == 100 ? RolloutState::rest : RolloutState::first;
    draw_first(db, rollout, now);
    db.fleet.add(rollout);
    return {};
}

}  // namespace tillpoints::cloud
