#pragma once
#include <vector>

#include "cloud/ledger/message_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// The outbox of messages to customers.
class MessageRepository {
  public:
    explicit MessageRepository(Connection& connection) : connection_(connection) {}

    /// False, and nothing changes, if there is a message with this reference. `record.id` is ignored.
    bool add(const MessageRecord& record);
    std::optional<MessageRecord> find(std::int64_t id);
    /// The messages of a channel that are due at `now`, the earliest first.
    std::vector<MessageRecord> due(Channel channel, Timestamp now, int max);
    /// The same, without those that another transaction is just taking, and kept from others until this one
    /// ends.
    std::vector<MessageRecord> take_due(Channel channel, Timestamp now, int max);
    /// Writes state, tries, next try, note, and the values, which may have been erased.
    void update(const MessageRecord& record);
    /// In order of id, beginning behind `after`.
    std::vector<MessageRecord> page(std::int64_t after, int max);
    /// What the card shows to a customer, the newest first.
    std::vector<MessageRecord> of_customer(ParticipantId customer, Channel channel, int max);
    /// How many messages of this purpose, of all channels, were not dropped since.
    std::int64_t count_since(ParticipantId customer, MessagePurpose purpose, Timestamp since);
    /// Erases what the customer's messages say, and drops those that wait.
    void erase(ParticipantId customer, Timestamp now);
    /// The same for messages to an address whose owner was not known, the address too.
    void erase_to(const std::string& address, Timestamp now);

    /// Up to where something is done: "ratings" for the purchases whose ratings were asked for.
    std::optional<Timestamp> mark(const std::string& name);
    void set_mark(const std::string& name, Timestamp moment);
    /// Unrefunded purchases of card holders made in (after, until], the earliest first.
    std::vector<PurchaseToRate> purchases_to_rate(Timestamp after, Timestamp until, int max);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
