#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/fleet_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// The terminals that report to this cloud, and the releases that are rolled out to them.
class FleetRepository {
  public:
    explicit FleetRepository(Connection& connection) : connection_(connection) {}

    /// Adds a terminal, or gives the one of this name another token.
    void set_terminal(const std::string& name, const std::string& token);
    bool remove_terminal(const std::string& name);
    bool has_token(const std::string& token);
    /// By the digest of its token; nobody else changes it until the transaction ends.
    std::optional<FleetTerminal> lock_by_token(const std::string& token);
    /// By name.
    std::vector<FleetTerminal> terminals();
    /// Writes what its heartbeats change: heard, heartbeat, offered, offered_at and before.
    void update(const FleetTerminal& terminal);
    void set_first_of(const std::string& name, std::int64_t number);

    /// False if there is one of this number.
    bool add(const Rollout& rollout);
    /// The newest first, without their documents.
    std::vector<Rollout> rollouts();
    std::string document(std::int64_t number);
    /// Without its document. Nobody else works on it until the transaction ends.
    std::optional<Rollout> lock(std::int64_t number);
    /// Writes state, reason, since and checked.
    void update(const Rollout& rollout);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
