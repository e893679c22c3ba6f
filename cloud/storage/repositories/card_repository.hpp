#pragma once
#include <vector>

#include "cloud/ledger/backoffice_records.hpp"
#include "cloud/ledger/message_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// What belongs to customers' own cards: their holders, consents, sessions, and how phones are confirmed.
class CardRepository {
  public:
    explicit CardRepository(Connection& connection) : connection_(connection) {}

    /// False, and nothing changes, if the invitation is taken or the customer has a card.
    bool add_holder(const CardHolder& holder);
    std::optional<CardHolder> find_holder(ParticipantId customer);
    std::optional<CardHolder> find_by_invitation(const std::string& invitation);
    void set_language(ParticipantId customer, loyalty::Language language);

    /// In order of channel; a channel that was never asked about has none.
    std::vector<Consent> consents(ParticipantId customer);
    bool consents_to(ParticipantId customer, Channel channel);
    void set_consent(ParticipantId customer, const Consent& consent);

    /// Replaces an earlier code for the phone.
    void set_code(const OneTimeCode& code);
    std::optional<OneTimeCode> find_code(const std::string& phone);
    /// The same, and nobody else counts a try until the transaction ends.
    std::optional<OneTimeCode> lock_code(const std::string& phone);
    void count_try(const std::string& phone);
    void remove_code(const std::string& phone);
    void forget_codes(Timestamp expired_by);

    void add_session(const CardSession& session);
    std::optional<CardSession> find_session(const std::string& id);
    void use_session(const std::string& id, Timestamp now);
    void end_session(const std::string& id);
    void end_sessions_of(const std::string& phone);
    void forget_sessions(Timestamp unused_since);

    /// Blocks the customer's cards and uses up the codes, so that nothing identifies the customer any more.
    void void_identifiers(ParticipantId customer);
    /// Takes away what the card knows of a customer.
    void remove_holder(ParticipantId customer);
    /// By a keyed digest of the phone: somebody with it has left, and is no newcomer.
    void add_departed(const std::string& digest, Timestamp when);
    bool has_departed(const std::string& digest);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
