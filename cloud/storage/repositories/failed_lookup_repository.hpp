#pragma once
#include <optional>
#include <vector>

#include "cloud/ledger/backoffice_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// The buckets that limit failed look-ups. They are in the database so that a restart refills none, and so
/// that processes on one database share them.
class FailedLookupRepository {
  public:
    explicit FailedLookupRepository(Connection& connection) : connection_(connection) {}

    /// When the bucket will be full again; nothing if it never had a failure.
    std::optional<Timestamp> full_at(const GuessBucket& bucket);
    /// The same, and nobody else counts into the bucket until the transaction ends.
    std::optional<Timestamp> lock(const GuessBucket& bucket);
    /// Counts a failure. `emptied` is now if it took the last token.
    void add(const GuessBucket& bucket, Timestamp full_at, std::optional<Timestamp> emptied);
    /// Forgets the buckets that have been full since before `moment`.
    void forget(Timestamp moment);
    /// The buckets that were empty at some time, the last one first; at most `most`.
    std::vector<GuessAlarm> alarms(int most);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
