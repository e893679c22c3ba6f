#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/storage/repositories/running_totals.hpp"

namespace tillpoints::cloud {

class Connection;

enum class Order { newest, oldest };

/// A slice of the list of operations, in the order of the moments at which they were made, and of their ids
/// where these are equal. Ids alone are no order: several transactions take them at once and commit when they
/// can.
struct PageRequest {
    Order order = Order::newest;
    int max = 10;
    std::int64_t offset = 0;
    std::optional<OperationId> after;  ///< begin behind this one
};

/// What no other operation may have. Where this cloud takes a repeated nonce or number for a new operation,
/// one may be repeated.
struct Unrepeated {
    bool nonce = false;
    bool number = false;
};

/// Purchases and their refunds. Who is shown one is answered only once it is durable.
class OperationRepository {
  public:
    OperationRepository(Connection& connection, RunningTotals& totals)
        : connection_(connection), totals_(totals) {}

    /// `record.id` is ignored; answers the new one. If another transaction adds what must not be repeated at
    /// the same time, the database lets one of them happen and aborts the other (TransactionAborted).
    OperationId add(const OperationRecord& record, Unrepeated unrepeated = {});
    std::optional<OperationRecord> find(OperationId id);
    /// The first operation with this nonce.
    std::optional<OperationRecord> find_by_nonce(const Nonce& nonce);
    std::optional<OperationRecord> find_by_number(const std::string& number);
    void set_state(OperationId id, loyalty::OperationState state);
    /// How much of an operation's total was refunded.
    Money refunded(OperationId origin);
    std::vector<OperationRecord> page(const PageRequest& page);
    /// A customer's purchases and refunds made before `before` (absent: all), the newest first.
    std::vector<OperationRecord> of_customer(ParticipantId customer, const std::optional<OperationId>& before,
                                             int max);
    /// The branch of the customer's last purchase that was not refunded; nothing without one.
    std::optional<std::int64_t> last_branch(ParticipantId customer);
    /// Points the customer spent on purchases since, refunds taken off.
    Points redeemed_since(ParticipantId customer, Timestamp since);

  private:
    std::optional<Timestamp> created(OperationId id);

    Connection& connection_;
    RunningTotals& totals_;
};

}  // namespace tillpoints::cloud
