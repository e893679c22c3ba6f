#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/shop_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// The queue of messages to the shop's server.
class WebhookRepository {
  public:
    explicit WebhookRepository(Connection& connection) : connection_(connection) {}

    /// `record.id` is ignored.
    void add(const WebhookRecord& record);
    /// The messages due at `now`, the earliest first.
    std::vector<WebhookRecord> due(Timestamp now, int max);
    /// The same, without those that another transaction is just taking, and kept from others until this one
    /// ends.
    std::vector<WebhookRecord> take_due(Timestamp now, int max);
    /// In order of id, beginning behind `after`; messages that were given up are included.
    std::vector<WebhookRecord> page(std::int64_t after, int max);
    void postpone(std::int64_t id, std::int64_t tries, std::optional<Timestamp> due);
    void remove(std::int64_t id);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
