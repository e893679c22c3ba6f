#include "cloud/accounting/closing_rules.hpp"

namespace tillpoints::cloud {
namespace {

std::string number(std::int64_t value) {
    return std::to_string(value);
}
std::string number(Timestamp moment) {
    return number(moment.time_since_epoch().count());
}
std::string number(Points points) {
    return number(points.count);
}

}  // namespace

std::string_view word_of(MonthState state) {
    switch (state) {
        case MonthState::running:
            return "running";
        case MonthState::waits:
            return "waits";
        case MonthState::ready:
            return "ready";
        case MonthState::closed:
            break;
    }
    return "closed";
}

std::optional<std::chrono::year_month> next_to_close(const BooksNow& books) {
    if (books.last) {
        const auto month = parse_accounting_month(books.last->month);
        return month ? std::optional(*month + std::chrono::months(1)) : std::nullopt;
    }
    if (!books.first) return {};
    return month_by_clock(*books.first, books.utc_offset);
}

std::optional<OpenMonth> open_month(const BooksNow& books, std::chrono::year_month month) {
    const auto next = next_to_close(books);
    if (!next || month < *next) return {};
    auto period = calendar_month(month, books.utc_offset);
    // No moment is in two months or in none where the shop's clock was changed meanwhile.
    if (books.last && month == *next) period.from = books.last->ends;
    if (books.now < period.from) return {};
    if (books.now < period.to + settle_horizon) return OpenMonth{period, MonthState::running};
    return OpenMonth{period, month == *next ? MonthState::ready : MonthState::waits};
}

std::string digested_text(const AccountingClose& close) {
    std::string out;
    for (const auto& part :
         {close.before, close.month, number(close.begins), number(close.ends),
          number(close.utc_offset.count()), number(close.closed), number(close.person.value_or(0)),
          number(close.owed.customers), number(close.owed.deferred), number(close.owed.certificates),
          close.names, close.figures, close.files})
        out += number(static_cast<std::int64_t>(part.size())) + ":" + part + "\n";
    return out;
}

}  // namespace tillpoints::cloud
