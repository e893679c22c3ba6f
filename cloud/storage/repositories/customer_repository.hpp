#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/storage/repositories/running_totals.hpp"

namespace tillpoints::cloud {

class Connection;

/// A slice of the list of customers, phantoms too, in order of id.
struct CustomerRange {
    int max = 10;
    std::int64_t offset = 0;
    std::optional<ParticipantId> after;  ///< begin behind this one
};

/// The customers, phantoms included. A phantom is known by phone only and has no uid yet.
class CustomerRepository {
  public:
    CustomerRepository(Connection& connection, RunningTotals& totals)
        : connection_(connection), totals_(totals) {}

    std::optional<CustomerRecord> find(ParticipantId id);
    std::optional<CustomerRecord> find_by_uid(const CustomerUid& uid);
    /// Phantoms too.
    std::optional<CustomerRecord> find_by_phone(const Phone& phone);

    /// The same, and until the transaction ends nobody else changes the customer and all that is decided by
    /// it: points, codes, certificates, gifts, orders. Who locks several locks an invited customer before the
    /// inviter, and otherwise the newer one first.
    std::optional<CustomerRecord> lock(ParticipantId id);
    std::optional<CustomerRecord> lock_by_uid(const CustomerUid& uid);
    std::optional<CustomerRecord> lock_by_phone(const Phone& phone);
    /// `record.id` is ignored; answers the new one.
    ParticipantId add(const CustomerRecord& record);
    /// The same for somebody without an inviter; nothing if another transaction was faster with the phone.
    bool add_unless_known(const CustomerRecord& record);
    void update(const CustomerRecord& record);
    CustomerTotals totals(ParticipantId id);
    /// Keeps when a period of the points' life began that no posting shows.
    void begin_period(ParticipantId id, Timestamp begin);
    /// After something that was due was applied.
    void find_next_due(ParticipantId id);
    std::vector<CustomerRecord> page(const CustomerRange& range);
    ParticipantId newest();

  private:
    void count_friend(const std::optional<ParticipantId>& inviter, ParticipantId invited, int by);

    Connection& connection_;
    RunningTotals& totals_;
};

}  // namespace tillpoints::cloud
