#pragma once
#include <vector>

#include "cloud/ledger/message_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// Which browsers of customers are told.
class PushRepository {
  public:
    explicit PushRepository(Connection& connection) : connection_(connection) {}

    /// Adds it in place of one with the same endpoint, whosever it was: the browser is this customer's now.
    /// Of the customer's the oldest beyond `most` are forgotten.
    void add(const PushSubscription& subscription, int most);
    /// The one that was added last.
    std::optional<PushSubscription> newest_of(ParticipantId customer);
    /// The newest first.
    std::vector<PushSubscription> of_customer(ParticipantId customer);
    void remove(std::int64_t id);
    /// Of this customer only.
    void remove_endpoint(ParticipantId customer, const std::string& endpoint);
    void remove_of_customer(ParticipantId customer);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
