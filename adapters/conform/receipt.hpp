#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace tillpoints::conform {

/// A discount that was granted.
struct Quote {
    std::string id;
    std::int64_t granted = 0;  ///< hundredths of a point
    std::string lines;         ///< as lines_of() writes them
    bool committed = false;    ///< redeemed before the answer: no confirmation will follow
};

/// An answer that the next step depends on.
struct Awaited {
    int submit = 0;
    std::int64_t until_us = 0;
};

/// What a recording tells of one receipt.
struct Receipt {
    bool opened = false;
    std::string end;        ///< receipt_closed, receipt_cancelled or return_closed; empty: not yet
    std::string end_lines;  ///< what the first end said, to compare a repeated one
    std::optional<Quote> quote;
    std::set<std::string> earlier_quotes;
    bool confirmed = false;
    std::optional<Awaited> discount;
    std::optional<Awaited> payment;
    std::string extra;
    bool kept_reply_used = false;
};

}  // namespace tillpoints::conform
