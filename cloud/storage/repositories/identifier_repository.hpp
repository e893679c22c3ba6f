#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/backoffice_records.hpp"
#include "cloud/ledger/records.hpp"

namespace tillpoints::cloud {

class Connection;

/// What identifies a customer at a terminal: codes of the app, codes of orders, and cards.
class IdentifierRepository {
  public:
    explicit IdentifierRepository(Connection& connection) : connection_(connection) {}

    /// Takes the place of a code that is used or expired at `now`; false if the code is alive.
    bool add_code(const CodeRecord& record, Timestamp now);
    std::optional<CodeRecord> find_code(const std::string& text);
    void use_code(const std::string& text);
    /// False if there is such a card.
    bool add_card(const CardRecord& card);
    std::optional<CardRecord> find_card(const std::string& code);
    std::vector<CardRecord> cards_of(ParticipantId customer);
    void block_card(const std::string& code, bool blocked);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
