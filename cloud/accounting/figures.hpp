#pragma once
#include <array>
#include <map>

#include "cloud/accounting/calendar.hpp"
#include "cloud/ledger/accounting_records.hpp"
#include "protocol/json.hpp"

/// What a month comes to. Money and points are in minor units.
namespace tillpoints::cloud {

/// A cashier as the files name one.
struct CashierName {
    std::string code;  ///< the external id
    std::string name;
    friend bool operator==(const CashierName&, const CashierName&) = default;
};

/// What the files of a month name by words. Kept with a closed month, because people and branches are
/// renamed.
struct BookNames {
    std::string company;
    std::string currency;  ///< ISO 4217
    std::map<std::int64_t, CashierName> cashiers;
    std::map<std::int64_t, std::string> branches;
    friend bool operator==(const BookNames&, const BookNames&) = default;
};
std::string names_text(const BookNames& names);
/// Errc::invalid_value if it is not what `names_text` wrote.
Result<BookNames> read_names(std::string_view text);

/// The month that figures and files are of.
struct BookedMonth {
    std::string name;  ///< "2026-10"
    Period period;
    std::chrono::minutes utc_offset{0};
    BookNames names;
    friend bool operator==(const BookedMonth&, const BookedMonth&) = default;
};

/// Why points came to accounts or left them.
enum class PointsMovement {
    awarded,    ///< earned, given by the programme, or issued as a certificate
    granted,    ///< an award whose waiting is over: from the deferred ones to the customer's account
    redeemed,   ///< spent on purchases, less what refunds gave back
    expired,    ///< expired or lapsed
    withdrawn,  ///< taken back by refunds
    by_hand,    ///< given and taken by people of the company
};
inline constexpr std::size_t points_movements = 6;
PointsMovement movement_of(std::string_view cause);
/// "awarded", "granted", "redeemed", "expired", "withdrawn", "by_hand".
std::string_view word_of(PointsMovement movement);
/// "customers", "deferred", "certificates".
std::string_view word_of(PointsAccount account);

/// Points that the company owes on accounts of one kind: opening and movements are the closing balance.
struct Liability {
    PointsAccount account = PointsAccount::customers;
    Points opening;
    std::array<Points, points_movements> moved{};  ///< by PointsMovement; negative for those that left
    Points closing() const;
    friend bool operator==(const Liability&, const Liability&) = default;
};

/// Sums over operations; of refunds they are negative.
struct OperationSums {
    std::int64_t count = 0;
    Money total;
    Money cash;
    Points redeemed;
    Points awarded;
    Points certificate;
    friend bool operator==(const OperationSums&, const OperationSums&) = default;
};

/// What one employee sold and is owed for it.
struct StaffAward {
    std::int64_t cashier = 0;  ///< 0: unknown
    CashierName name;
    std::int64_t sales = 0;
    std::int64_t refunds = 0;
    Money turnover;  ///< of the month's sales less the month's refunds
    Money owed;      ///< negative where refunds took back more than was earned
    friend bool operator==(const StaffAward&, const StaffAward&) = default;
};

struct MonthFigures {
    BookedMonth month;
    OperationSums sales;
    OperationSums refunds;
    std::vector<Liability> liabilities;  ///< of each kind of account, in the order of PointsAccount
    std::vector<StaffAward> staff;
    friend bool operator==(const MonthFigures&, const MonthFigures&) = default;
};

/// What the figures are counted from.
struct MonthRows {
    OwedPoints opening;
    std::vector<MovedPoints> moved;
    std::vector<CashierSums> cashiers;
    std::vector<StaffOwed> staff;
};

MonthFigures figures_of(BookedMonth month, const MonthRows& rows);
OwedPoints closing_of(const MonthFigures& figures);

/// As the console shows and a close keeps them: money and points as decimals.
Json figures_json(const MonthFigures& figures);

}  // namespace tillpoints::cloud
