#pragma once
#include <string>
#include <string_view>

#include "protocol/money.hpp"

/// What stands in a field of a file. Texts come from strangers: tills, back office, other programs.
namespace tillpoints::cloud {

/// A quoted text of a CSV file (RFC 4180). One that a spreadsheet would take for a formula gets an apostrophe
/// before it, by the rule of the console's own tables (web/console/src/csv.ts).
std::string csv_text(std::string_view text);

/// Two digits behind a comma, because semicolons separate fields where people write numbers so.
template <class Unit>
std::string csv_amount(Amount<Unit> amount) {
    auto text = format_fixed(amount.count, 2);
    text[text.size() - 3] = ',';
    return text;
}

/// The text of an element or attribute. What XML 1.0 cannot hold, and what is no UTF-8, becomes U+FFFD.
std::string xml_text(std::string_view text);

/// Two digits behind a point.
template <class Unit>
std::string xml_amount(Amount<Unit> amount) {
    return format_fixed(amount.count, 2);
}

}  // namespace tillpoints::cloud
