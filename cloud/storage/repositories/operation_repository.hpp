#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/storage/repositories/running_totals.hpp"

namespace tillpoints::cloud {

class Connection;

enum class Order { newest, oldest };

/// A slice of the list of operations, in order of id.
struct PageRequest {
    Order order = Order::newest;
    int max = 10;
    std::int64_t offset = 0;
    std::optional<OperationId> after;  ///< begin behind this one
};

/// Purchases and their refunds.
class OperationRepository {
  public:
    OperationRepository(Connection& connection, RunningTotals& totals)
        : connection_(connection), totals_(totals) {}

    /// `record.id` is ignored; answers the new one. Ids rise.
    OperationId add(const OperationRecord& record);
    std::optional<OperationRecord> find(OperationId id);
    /// The first operation with this nonce.
    std::optional<OperationRecord> find_by_nonce(const Nonce& nonce);
    std::optional<OperationRecord> find_by_number(const std::string& number);
    void set_state(OperationId id, loyalty::OperationState state);
    /// How much of an operation's total was refunded.
    Money refunded(OperationId origin);
    std::vector<OperationRecord> page(const PageRequest& page);
    /// Points the customer spent on purchases since, refunds taken off.
    Points redeemed_since(ParticipantId customer, Timestamp since);

  private:
    Connection& connection_;
    RunningTotals& totals_;
};

}  // namespace tillpoints::cloud
