#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "cloud/ledger/report_rows.hpp"

/// Months and moments by the shop's clock, which is `utc_offset` ahead of UTC.
namespace tillpoints::cloud {

/// An operation is committed so long after its moment or never, so that a month which ended earlier than this
/// is complete (cloud/README.md, "The list of operations as a proof of absence").
inline constexpr std::chrono::seconds settle_horizon{90};

/// "2026-10"; nothing for any other text.
std::optional<std::chrono::year_month> parse_accounting_month(std::string_view text);
std::string accounting_month_name(std::chrono::year_month month);

Period calendar_month(std::chrono::year_month month, std::chrono::minutes utc_offset);
std::chrono::year_month month_by_clock(Timestamp moment, std::chrono::minutes utc_offset);

/// A moment as the shop's clock shows it.
struct ClockMoment {
    std::string date;  ///< "2026-10-31"
    std::string time;  ///< "23:59:59"
    friend bool operator==(const ClockMoment&, const ClockMoment&) = default;
};
ClockMoment by_clock(Timestamp moment, std::chrono::minutes utc_offset);

/// The next three in the morning, when shops are closed.
Timestamp next_night(Timestamp now, std::chrono::minutes utc_offset);

}  // namespace tillpoints::cloud
