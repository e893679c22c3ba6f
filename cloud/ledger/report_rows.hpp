#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "protocol/ids.hpp"
#include "protocol/money.hpp"
#include "protocol/timestamp.hpp"

/// The rows that the owner's report is computed from; money is net of refunds.
namespace tillpoints::cloud {

/// From the first moment, included, to the second, excluded.
struct Period {
    Timestamp from;
    Timestamp to;
    bool holds(Timestamp moment) const { return from <= moment && moment < to; }
    friend bool operator==(const Period&, const Period&) = default;
};

/// A person whom the shop knows.
struct ContactRow {
    ParticipantId id;
    std::optional<ParticipantId> inviter;
    std::int32_t source = -1;  ///< index into `ReportRows::sources`; negative: none
    bool member = false;       ///< has a card: joined in the app, a messenger, by plastic
    bool imported = false;     ///< from a list, and neither registered nor bought since
    Timestamp created;
};

/// A purchase with a card (a phone number counts), its refunds taken off.
struct SaleRow {
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
    OperationId id{};
};

/// A refund, counted when it was made and for the cashier who had sold: the protocol does not tell who took
/// it.
struct ReturnRow {
    std::int64_t cashier = 0;  ///< 0: unknown
    Timestamp created;
    Money total;  ///< before points
};

/// A receipt without a customer, as a terminal posted it.
struct ReceiptRow {
    std::int64_t cashier = 0;  ///< 0: unknown
    Timestamp created;
    Money total;
};

/// Points that came to customers' accounts under one cause; negative for points that left them.
struct CauseRow {
    std::string cause;
    Points points;
};

/// Money that one employee earned in one calendar month (UTC), refunds taken off.
struct StaffAwardRow {
    std::int64_t cashier = 0;
    std::string month;  ///< "2026-01"
    Money owed;
};

/// Points given to win a customer back.
struct WinBackRow {
    ParticipantId customer;
    Timestamp given;
    Timestamp until;  ///< what is bought before this counts as its effect
    Points points;
};

struct RatingRow {
    Timestamp created;
    bool with_comment = false;
    std::int64_t cashier = 0;  ///< who had sold; 0: unknown
    std::int64_t stars = 0;
};

/// How often a page of the card was looked at on one day (UTC).
struct ViewRow {
    std::chrono::sys_days day;
    std::string page;
    std::int64_t views = 0;
    friend bool operator==(const ViewRow&, const ViewRow&) = default;
};

struct SourceRow {
    std::string name;
    bool platform = false;  ///< the loyalty platform itself
};

struct CashierRow {
    std::int64_t id = 0;
    std::string name;
};

/// The rows of one report. Contacts are all that exist, in order of id; everything else is of the period.
struct ReportRows {
    Period period;
    std::vector<ContactRow> contacts;
    std::vector<SaleRow> sales;
    std::vector<ReturnRow> returns;
    std::vector<ReceiptRow> receipts;
    std::vector<CauseRow> causes;
    std::vector<StaffAwardRow> staff;
    std::vector<WinBackRow> win_backs;
    std::vector<RatingRow> ratings;
    std::vector<ViewRow> views;
    std::vector<SourceRow> sources;
    std::vector<CashierRow> cashiers;
    std::int64_t certificates_issued = 0;
    std::int64_t certificates_used = 0;
    Points outstanding;  ///< on customers' accounts at the end of the period
    Points waiting;      ///< deferred awards at the end of the period
};

}  // namespace tillpoints::cloud
