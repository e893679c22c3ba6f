#pragma once
#include "cloud/accounting/figures.hpp"

/// Which month may be closed, and what a close promises.
namespace tillpoints::cloud {

enum class MonthState {
    running,  ///< something may still be booked in it
    waits,    ///< over, but a month before it is not closed
    ready,    ///< may be closed
    closed,
};
/// "running", "waits", "ready", "closed".
std::string_view word_of(MonthState state);

/// What is known of the books when somebody asks.
struct BooksNow {
    std::optional<AccountingClose> last;  ///< the last close
    std::optional<Timestamp> first;       ///< when the first operation or posting was written
    std::chrono::minutes utc_offset{0};   ///< of the shop's clock today
    Timestamp now;
};

/// The month that is to be closed next; nothing while there is nothing in the books.
std::optional<std::chrono::year_month> next_to_close(const BooksNow& books);

/// A month that is not closed: when it begins and ends, and whether it may be closed.
struct OpenMonth {
    Period period;
    MonthState state = MonthState::running;
    friend bool operator==(const OpenMonth&, const OpenMonth&) = default;
};
/// Nothing for a month before the next one to close, and for one that has not begun.
std::optional<OpenMonth> open_month(const BooksNow& books, std::chrono::year_month month);

/// What the digest of a close is made of: all of it but the digest itself, the digest of the close before
/// included, so that none can be changed, left out or exchanged without another digest of the last.
std::string digested_text(const AccountingClose& close);

}  // namespace tillpoints::cloud
