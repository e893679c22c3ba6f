#pragma once
#include <optional>
#include <string>
#include <vector>

#include "protocol/ids.hpp"
#include "protocol/money.hpp"
#include "protocol/timestamp.hpp"

/// What the owner's report is computed from: the books as plain rows, money already net of refunds.
namespace tillpoints::cloud {

/// From the first moment on, before the second.
struct Period {
    Timestamp from;
    Timestamp to;
    bool holds(Timestamp moment) const { return from <= moment && moment < to; }
    friend bool operator==(const Period&, const Period&) = default;
};

/// Everybody the shop knows.
struct ContactFact {
    ParticipantId id;
    std::optional<ParticipantId> inviter;
    std::int32_t source = -1;  ///< index into `Facts::sources`; negative: none
    bool member = false;       ///< has a card: joined in the app, a messenger, by plastic
    bool imported = false;     ///< from a list, and never turned up since
    Timestamp created;
};

/// A purchase with a card (a phone number counts), its refunds taken off.
struct SaleFact {
    ParticipantId customer;
    std::int64_t cashier = 0;  ///< 0: unknown
    Timestamp created;
    bool refunded = false;  ///< all of it
    bool by_phone = false;
    bool with_certificate = false;
    Money total;           ///< before points
    Points points;         ///< spent
    Points certificate{};  ///< what a certificate paid
    Points award{};        ///< earned
    bool first = false;    ///< the customer's first ever that was not refunded whole
};

/// A refund, counted when it came and for who had sold: the protocol does not tell who took it.
struct ReturnFact {
    std::int64_t cashier = 0;  ///< 0: unknown
    Timestamp created;
    Money total;  ///< before points
};

/// A receipt without a customer, as a terminal told it.
struct BareReceiptFact {
    std::int64_t cashier = 0;  ///< 0: unknown
    Timestamp created;
    Money total;
};

/// Points that came to customers' accounts under one cause; negative where they left.
struct CauseFact {
    std::string cause;
    Points points;
};

/// Money that one employee earned in one calendar month (UTC), refunds taken off.
struct StaffAwardFact {
    std::int64_t cashier = 0;
    std::string month;  ///< "2026-01"
    Money owed;
};

/// Points given to win a customer back.
struct WinBackFact {
    ParticipantId customer;
    Timestamp given;
    Timestamp until;  ///< what is bought before this is taken to be its doing
    Points points;
};

struct RatingFact {
    Timestamp created;
    bool with_comment = false;
};

struct SourceFact {
    std::string name;
    bool platform = false;  ///< the loyalty platform itself
};

struct CashierFact {
    std::int64_t id = 0;
    std::string name;
};

/// The rows of one report. Contacts are all there are, in order of id; the rest is of the period.
struct Facts {
    Period period;
    std::vector<ContactFact> contacts;
    std::vector<SaleFact> sales;
    std::vector<ReturnFact> returns;
    std::vector<BareReceiptFact> receipts;
    std::vector<CauseFact> causes;
    std::vector<StaffAwardFact> staff;
    std::vector<WinBackFact> win_backs;
    std::vector<RatingFact> ratings;
    std::vector<SourceFact> sources;
    std::vector<CashierFact> cashiers;
    std::int64_t certificates_issued = 0;
    std::int64_t certificates_used = 0;
    Points outstanding;  ///< on customers' accounts at the end of the period
    Points waiting;      ///< deferred awards at the end of the period
};

}  // namespace tillpoints::cloud
