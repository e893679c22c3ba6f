#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/reader.hpp"
#include "protocol/till/events.hpp"

/// What the readers of the register's events share: the checks of one line, of a list of lines and of a
/// total. Every failure becomes a problem with the path of its field; nothing here throws.
namespace tillpoints::till {

inline constexpr std::size_t max_positions = 10'000;
/// A register may round a receipt down to whole major units, so that its total is up to 99 minor units below
/// the sum of its lines.
inline constexpr Money rounding_limit{100};

/// A text of 1 to `most` characters without control characters; the second function also accepts none.
std::string printable_text(Reader& in, std::string_view key, std::size_t most);
std::string maybe_printable_text(Reader& in, std::string_view key, std::size_t most);

/// Price times quantity as the fiscal register computes it; nothing when that is more than a receipt can
/// hold.
std::optional<Money> bounded_line_sum(Money price, Quantity quantity);

enum class TotalRule { exact, rounded_down };

/// Adds the lines' sums and compares them with the event's total, recording a problem at `total`.
template <class Line>
void check_total(Reader& in, const std::vector<Line>& lines, Money total, TotalRule rule) {
    Money sum;
    for (const auto& line : lines) {
        if (line.sum > max_money - sum) {
            in.fail("positions", Errc::out_of_range,
                    "sums of at most " + std::to_string(max_money.count) + " together", "more");
            return;
        }
        sum += line.sum;
    }
    const bool fits = rule == TotalRule::exact ? total == sum : total <= sum && sum - total < rounding_limit;
    if (fits) return;
    const std::string wanted = rule == TotalRule::exact ? "the sum of the positions, "
                                                        : "at most 99 below the sum of the positions, ";
    in.fail("total", Errc::does_not_add_up, wanted + std::to_string(sum.count), std::to_string(total.count));
}

std::vector<Position> positions_of(Reader& in);
std::vector<FiscalLine> fiscal_lines_of(Reader& in);
std::vector<ReturnedLine> returned_lines_of(Reader& in);

ClosedReceipt closed_receipt_of(Reader& in);
FiscalMark fiscal_mark_of(Reader& in);
RegisterLists lists_of(Reader& in);
Capabilities capabilities_of(Reader& in);

}  // namespace tillpoints::till
