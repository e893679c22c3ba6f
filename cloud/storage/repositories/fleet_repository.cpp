#include "cloud/storage/repositories/fleet_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_TERMINAL \
    "SELECT name, token, heard, heartbeat, offered, offered_at, before_it, first_of FROM fleet_terminals "
#define SELECT_ROLLOUT \
    "SELECT number, created, share, watch, tolerated, state, reason, since, checked FROM fleet_rollouts "

std::optional<FleetTerminal> terminal_in(Query& query) {
    if (!query.next()) return {};
    FleetTerminal terminal;
    terminal.name = query.text();
    terminal.token = query.text();
    terminal.heard = query.maybe_time();
    terminal.heartbeat = query.text();
    terminal.offered = query.integer();
    terminal.offered_at = query.maybe_time();
    terminal.before = query.text();
    terminal.first_of = query.integer();
    return terminal;
}

std::optional<Rollout> rollout_in(Query& query) {
    if (!query.next()) return {};
    Rollout rollout;
    rollout.number = query.integer();
    rollout.created = query.time();
    rollout.share = query.integer();
    rollout.watch = query.integer();
    rollout.tolerated = query.integer();
    rollout.state = static_cast<RolloutState>(query.integer());
    rollout.reason = query.text();
    rollout.since = query.time();
    rollout.checked = query.time();
    return rollout;
}

}  // namespace

void FleetRepository::set_terminal(const std::string& name, const std::string& token) {
    auto query = connection_.query(
        "INSERT INTO fleet_terminals (name, token, heartbeat, offered, before_it, first_of)"
        " VALUES (?, ?, '', 0, '', 0) ON CONFLICT (name) DO UPDATE SET token = excluded.token");
    query.bind(name).bind(token).run();
}

bool FleetRepository::remove_terminal(const std::string& name) {
    auto query = connection_.query("DELETE FROM fleet_terminals WHERE name = ? RETURNING name");
    return query.bind(name).next();
}

bool FleetRepository::has_token(const std::string& token) {
    auto query = connection_.query("SELECT name FROM fleet_terminals WHERE token = ?");
    return query.bind(token).next();
}

std::optional<FleetTerminal> FleetRepository::lock_by_token(const std::string& token) {
    auto query = connection_.query(SELECT_TERMINAL "WHERE token = ?" + std::string(connection_.row_lock()));
    query.bind(token);
    return terminal_in(query);
}

std::vector<FleetTerminal> FleetRepository::terminals() {
    auto query = connection_.query(SELECT_TERMINAL "ORDER BY name");
    std::vector<FleetTerminal> all;
    while (auto terminal = terminal_in(query)) all.push_back(std::move(*terminal));
    return all;
}

void FleetRepository::update(const FleetTerminal& terminal) {
    auto query = connection_.query(
        "UPDATE fleet_terminals SET heard = ?, heartbeat = ?, offered = ?, offered_at = ?, before_it = ?"
        " WHERE name = ?");
    query.bind(terminal.heard).bind(terminal.heartbeat).bind(terminal.offered).bind(terminal.offered_at);
    query.bind(terminal.before).bind(terminal.name).run();
}

void FleetRepository::set_first_of(const std::string& name, std::int64_t number) {
    auto query = connection_.query("UPDATE fleet_terminals SET first_of = ? WHERE name = ?");
    query.bind(number).bind(name).run();
}

bool FleetRepository::add(const Rollout& rollout) {
    auto query = connection_.query(
        "INSERT INTO fleet_rollouts (number, created, document, share, watch, tolerated, state, reason, "
        "since,"
        " checked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO NOTHING RETURNING number");
    query.bind(rollout.number).bind(rollout.created).bind(rollout.document).bind(rollout.share);
    query.bind(rollout.watch).bind(rollout.tolerated).bind(static_cast<std::int64_t>(rollout.state));
    query.bind(rollout.reason).bind(rollout.since).bind(rollout.checked);
    return query.next();
}

std::vector<Rollout> FleetRepository::rollouts() {
    auto query = connection_.query(SELECT_ROLLOUT "ORDER BY number DESC LIMIT 100");
    std::vector<Rollout> all;
    while (auto rollout = rollout_in(query)) all.push_back(std::move(*rollout));
    return all;
}

std::string FleetRepository::document(std::int64_t number) {
    auto query = connection_.query("SELECT document FROM fleet_rollouts WHERE number = ?");
    return query.bind(number).next() ? query.text() : std::string();
}

std::optional<Rollout> FleetRepository::lock(std::int64_t number) {
    auto query = connection_.query(SELECT_ROLLOUT "WHERE number = ?" + std::string(connection_.row_lock()));
    query.bind(number);
    return rollout_in(query);
}

void FleetRepository::update(const Rollout& rollout) {
    auto query = connection_.query(
        "UPDATE fleet_rollouts SET state = ?, reason = ?, since = ?, checked = ? WHERE number = ?");
    query.bind(static_cast<std::int64_t>(rollout.state)).bind(rollout.reason).bind(rollout.since);
    query.bind(rollout.checked).bind(rollout.number).run();
}

}  // namespace tillpoints::cloud
