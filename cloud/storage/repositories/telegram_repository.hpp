#pragma once
#include "cloud/ledger/message_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// The bot's chats, and up to which update it has handled them.
class TelegramRepository {
  public:
    explicit TelegramRepository(Connection& connection) : connection_(connection) {}

    std::optional<TelegramChat> find(std::int64_t chat);
    std::optional<TelegramChat> of_customer(ParticipantId customer);
    /// Adds or replaces the chat. A customer has one: an earlier chat of the customer is forgotten.
    void set(const TelegramChat& chat);
    void remove_of_customer(ParticipantId customer);

    /// The first update that was not handled yet, by the bot's name; 0 for a bot that handled none.
    std::int64_t next_update(const std::string& bot);
    /// The same, and nobody else handles an update of this bot until the transaction ends.
    std::int64_t lock_next_update(const std::string& bot);
    void set_next_update(const std::string& bot, std::int64_t next);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
