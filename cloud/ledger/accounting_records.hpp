#pragma once
#include <optional>
#include <string>
#include <vector>

#include "protocol/ids.hpp"
#include "protocol/money.hpp"
#include "protocol/timestamp.hpp"

/// The rows that the month's accounts are made of.
namespace tillpoints::cloud {

/// Whose points the company owes: those on customers' accounts, awards that are not granted yet, and what
/// certificates still hold. The numbers are stored.
enum class PointsAccount { customers, deferred, certificates };

/// What the company owes at one moment.
struct OwedPoints {
    Points customers;
    Points deferred;
    Points certificates;
    friend bool operator==(const OwedPoints&, const OwedPoints&) = default;
};

/// Points that came to accounts of one kind under one cause within a period; negative for those that left.
struct MovedPoints {
    PointsAccount account = PointsAccount::customers;
    std::string cause;
    Points points;
    friend bool operator==(const MovedPoints&, const MovedPoints&) = default;
};

/// The purchases, or the refunds, of one cashier within a period. Not negative.
struct CashierSums {
    std::int64_t cashier = 0;  ///< 0: unknown
    bool refunds = false;
    std::int64_t count = 0;
    Money total;
    Money cash;
    Points redeemed;
    Points awarded;
    Points certificate;
    friend bool operator==(const CashierSums&, const CashierSums&) = default;
};

/// Money that one employee earned within a period, refunds taken off.
struct StaffOwed {
    std::int64_t cashier = 0;
    Money owed;
    friend bool operator==(const StaffOwed&, const StaffOwed&) = default;
};

/// A purchase or refund as the month's accounts need it.
struct BookedOperation {
    OperationId id;
    Timestamp created;
    ParticipantId customer;
    std::int64_t cashier = 0;  ///< 0: unknown
    std::int64_t branch = 0;   ///< 0: unknown
    std::optional<std::string> number;
    std::optional<OperationId> origin;  ///< the purchase that a refund is of
    Money total;
    Money cash;
    Points redeemed;
    Points awarded;
    Points certificate;
    friend bool operator==(const BookedOperation&, const BookedOperation&) = default;
};

/// A month whose accounts are closed. It is never changed.
struct AccountingClose {
    std::string month;  ///< "2026-10"
    Timestamp begins;   ///< the end of the month that was closed before
    Timestamp ends;
    std::chrono::minutes utc_offset{0};  ///< of the shop's clock
    Timestamp closed;
    std::optional<std::int64_t> person;  ///< absent: the command line
    std::string names;                   ///< what the files call company, cashiers and branches: JSON
    std::string figures;                 ///< JSON
    std::string files;                   ///< the SHA-256 of each: JSON
    OwedPoints owed;                     ///< at its end
    std::string before;                  ///< the digest of the close before; empty: the first
    std::string digest;                  ///< of all the above
    friend bool operator==(const AccountingClose&, const AccountingClose&) = default;
};

}  // namespace tillpoints::cloud
