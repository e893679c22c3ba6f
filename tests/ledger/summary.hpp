#pragma once
#include <string>
#include <vector>

#include "tests/ledger/check.hpp"

namespace tillpoints::ledger {

/// The plugin's summary of a shift (protocol/EVENTS.md, shift_closed), as far as other records tell the same.
struct ShiftSummary {
    std::int64_t receipts = 0;
    std::int64_t with_card = 0;
    Points awarded;
    Points redeemed;
};

/// Throws std::runtime_error that names the member where the text is not a summary.
ShiftSummary read_summary(const std::string& json);

/// Compares the summary of a shift with the records of a day that has only this shift and is settled. Pure.
///  - receipts: the printed documents, sales and returns;
///  - with_card: those with a customer; a return has the customer of its sale;
///  - redeemed: the discount of the printed sales less the discount of the returned goods;
///  - awarded: the awards in the cloud for sales whose customer was found, before returns. Where the tier
///  changed between offer and purchase, because a sale that raised it came later or was taken back, the cloud
///  gave more or less than was promised; there the summary may say either, or what lies between.
std::vector<Mismatch> compare(const ShiftSummary& summary, const Records& records);

}  // namespace tillpoints::ledger
