#pragma once
#include <optional>
#include <string>

#include "protocol/ids.hpp"
#include "protocol/loyalty/messages.hpp"

/// The rows that only the back office writes.
namespace tillpoints::cloud {

/// A source of customers with a promo code: an advertisement, a channel, the platform's own catalogue.
struct SourceRecord {
    std::string promo_code;
    std::string name;
    bool platform = false;  ///< the loyalty platform itself
    friend bool operator==(const SourceRecord&, const SourceRecord&) = default;
};

enum class CardKind { telegram, wallet, plastic };

/// A code that never changes and identifies a customer, for awards and for redemption.
struct CardRecord {
    std::string code;
    ParticipantId customer;
    CardKind kind = CardKind::plastic;
    bool blocked = false;
    friend bool operator==(const CardRecord&, const CardRecord&) = default;
};

struct CashierRecord {
    std::int64_t id = 0;
    std::string external_id;
    std::string name;
    std::optional<loyalty::Named> branch;  ///< where this employee works
    friend bool operator==(const CashierRecord&, const CashierRecord&) = default;
};

/// What the shop answers to a rating.
struct RatingAnswer {
    std::optional<std::string> text;  ///< absent: erased with the customer
    Timestamp written;                ///< real time, when these words were
    std::int64_t by = 0;              ///< a person of the company
    friend bool operator==(const RatingAnswer&, const RatingAnswer&) = default;
};

/// A customer's rating of a purchase.
struct RatingRecord {
    OperationId operation;
    Timestamp created;
    std::int64_t stars = 0;  ///< 1 to 5
    std::optional<std::string> comment;
    std::optional<RatingAnswer> answer{};
    friend bool operator==(const RatingRecord&, const RatingRecord&) = default;
};

/// A receipt without a customer, as a terminal posts it.
struct ReceiptRecord {
    std::string id;  ///< the terminal's
    Timestamp created;
    std::optional<loyalty::Named> cashier;
    Money total;
    friend bool operator==(const ReceiptRecord&, const ReceiptRecord&) = default;
};

/// What is limited: failed look-ups by something that identifies by itself (a code, a card, a certificate, a
/// voucher) or by a phone; one-time codes and confirmations that were asked for; one-time codes and PINs that
/// were wrong. The numbers are stored.
enum class GuessKind { code, phone, code_request, one_time_code, pin };

/// Whose tries are limited together: "credential", "cashier/ID", "backoffice"; of customers' own cards
/// "card/all", "card/address/ADDRESS", and "card/phone/DIGEST", which does not tell the phone; of a
/// customer's confirmations and PIN "confirmation/NUMBER".
struct GuessBucket {
    std::string who;
    GuessKind kind = GuessKind::code;
    friend bool operator==(const GuessBucket&, const GuessBucket&) = default;
};

/// A bucket that was emptied, so that look-ups were refused.
struct GuessAlarm {
    GuessBucket bucket;
    Timestamp full_at;          ///< when it is full again if nothing more fails
    std::int64_t failures = 0;  ///< ever
    Timestamp emptied;          ///< the last time
    friend bool operator==(const GuessAlarm&, const GuessAlarm&) = default;
};

/// Points given to win a silent customer back.
struct GiftRecord {
    std::int64_t id = 0;
    ParticipantId customer;
    Points points;
    Timestamp given;
    std::optional<Timestamp> lapses;
    bool over = false;  ///< what was left of it has been taken back
    friend bool operator==(const GiftRecord&, const GiftRecord&) = default;
};

}  // namespace tillpoints::cloud
