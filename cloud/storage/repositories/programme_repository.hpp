#pragma once
#include <vector>

#include "cloud/ledger/programme_records.hpp"
#include "protocol/loyalty/messages.hpp"

namespace tillpoints::cloud {

class Connection;

/// Versions of the programme, and what playing the past again needs that the ledger does not tell.
class ProgrammeRepository {
  public:
    explicit ProgrammeRepository(Connection& connection) : connection_(connection) {}

    /// `version.id` is ignored; returns the new one.
    std::int64_t add(const ProgrammeVersion& version);
    std::optional<ProgrammeVersion> find(std::int64_t id);
    /// The newest first.
    std::vector<ProgrammeVersion> versions(int max);
    /// Of all versions, without their documents, in the order in which they start.
    std::vector<ProgrammeStart> starts();
    /// False if it has started by `now`, or is withdrawn already.
    bool withdraw(std::int64_t id, Timestamp now);

    void keep_parts(OperationId purchase, const ExcludedParts& parts);
    ExcludedParts parts_of(OperationId purchase);
    SpentBefore spent_before(ParticipantId customer, Timestamp moment);
    Newcomers newcomers(Timestamp from, Timestamp to);
    std::int64_t operations_between(Timestamp from, Timestamp to);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
