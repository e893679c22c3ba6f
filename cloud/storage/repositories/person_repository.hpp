#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/person_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// People who sign in to the console, their sessions and wrong tries, and the audit log.
class PersonRepository {
  public:
    explicit PersonRepository(Connection& connection) : connection_(connection) {}

    /// `record.id` is ignored; answers the new one. Nothing if there is somebody with this login.
    std::optional<std::int64_t> add(const PersonRecord& record);
    std::optional<PersonRecord> find(std::int64_t id);
    std::optional<PersonRecord> find_by_login(const std::string& login);
    /// In order of id.
    std::vector<PersonRecord> all();
    void update(const PersonRecord& record);
    /// Until the transaction ends nobody else locks this person.
    void lock(std::int64_t id);

    void begin_session(const SessionRecord& session);
    std::optional<SessionRecord> find_session(const std::string& digest);
    void use_session(const std::string& digest, Timestamp now);
    void end_session(const std::string& digest);
    void end_sessions_of(std::int64_t person);
    std::int64_t sessions_of(std::int64_t person);
    /// Removes sessions that were last used, or began, before these moments.
    void forget_sessions(Timestamp used_before, Timestamp began_before);

    /// The wrong tries of `who`; until the transaction ends nobody else counts one.
    WrongTries lock_tries(const std::string& who);
    void set_tries(const std::string& who, const WrongTries& tries);
    /// Removes those whose last was before this moment.
    void forget_tries(Timestamp before);

    /// `action.id` is ignored.
    void log(const ActionRecord& action);
    /// The newest first, beginning behind (older than) `before`.
    std::vector<ActionRecord> actions(std::optional<std::int64_t> before, int max);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
