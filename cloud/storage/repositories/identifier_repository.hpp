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

    /// Adds the code, in place of the same code if that is used or expired at `now`. False if the same code
    /// is still valid.
    bool add_code(const CodeRecord& record, Timestamp now);
    std::optional<CodeRecord> find_code(const std::string& text);
    void use_code(const std::string& text);
    /// False if there is a card with this code.
    bool add_card(const CardRecord& card);
    std::optional<CardRecord> find_card(const std::string& code);
    std::vector<CardRecord> cards_of(ParticipantId customer);
    void block_card(const std::string& code, bool blocked);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
