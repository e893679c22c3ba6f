#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/shop_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// Orders of the app.
class OrderRepository {
  public:
    explicit OrderRepository(Connection& connection) : connection_(connection) {}

    /// `record.id` is ignored; answers the new one.
    std::int64_t add(const OrderRecord& record);
    std::optional<OrderRecord> find(std::int64_t id);
    /// A customer's orders, the newest first.
    std::vector<OrderRecord> of_customer(ParticipantId customer, int max);
    void update(const OrderRecord& record);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
