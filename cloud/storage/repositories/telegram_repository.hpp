#pragma once
#include "cloud/ledger/message_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// The bot's chats, and which updates it has handled.
class TelegramRepository {
  public:
    explicit TelegramRepository(Connection& connection) : connection_(connection) {}

    std::optional<TelegramChat> find(std::int64_t chat);
    std::optional<TelegramChat> of_customer(ParticipantId customer);
    /// Adds or replaces the chat. A customer has one: an earlier chat of the customer is forgotten.
    void set(const TelegramChat& chat);
    void remove_of_customer(ParticipantId customer);

    /// Nobody else handles an update of this bot until the transaction ends.
    void lock_updates(const std::string& bot);
    /// Takes note of an update; false if it was handled before. The newest 100 000 are known, more than
    /// Telegram repeats within the day that it keeps them; their ids need not grow.
    bool take_update(const std::string& bot, std::int64_t update);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
