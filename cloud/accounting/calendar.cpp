#include "cloud/accounting/calendar.hpp"

namespace tillpoints::cloud {

namespace chrono = std::chrono;

std::optional<chrono::year_month> parse_accounting_month(std::string_view text) {
    constexpr std::string_view pattern = "dddd-dd";
    if (text.size() != pattern.size()) return {};
    for (std::size_t i = 0; i < text.size(); ++i)
        if (pattern[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != pattern[i]) return {};
    const auto digit = [&](std::size_t at) { return text[at] - '0'; };
    const auto month = chrono::year(digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)) /
                       chrono::month(static_cast<unsigned>(digit(5) * 10 + digit(6)));
    // Years of four digits whose neighbours have four, too.
    if (!month.ok() || month.year() < chrono::year(1970) || month.year() > chrono::year(9998)) return {};
    return month;
}

std::string accounting_month_name(chrono::year_month month) {
    return to_text(Timestamp(chrono::sys_days(month / 1))).substr(0, 7);
}

Period calendar_month(chrono::year_month month, chrono::minutes utc_offset) {
    const auto begin = [&](chrono::year_month of) {
        return Timestamp(chrono::sys_days(of / 1)) - utc_offset;
    };
    return {begin(month), begin(month + chrono::months(1))};
}

chrono::year_month month_by_clock(Timestamp moment, chrono::minutes utc_offset) {
    const chrono::year_month_day day{chrono::floor<chrono::days>(moment + utc_offset)};
    return day.year() / day.month();
}

ClockMoment by_clock(Timestamp moment, chrono::minutes utc_offset) {
    const auto text = to_text(moment + utc_offset);
    return {text.substr(0, 10), text.substr(11, 8)};
}

Timestamp next_night(Timestamp now, chrono::minutes utc_offset) {
    constexpr chrono::hours hour_of_night{3};
    const auto night = Timestamp(chrono::floor<chrono::days>(now + utc_offset)) + hour_of_night - utc_offset;
    return night > now ? night : night + chrono::days(1);
}

}  // namespace tillpoints::cloud
