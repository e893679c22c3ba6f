#include "cloud/programme/expiry.hpp"

namespace tillpoints::cloud {

std::optional<Timestamp> points_expire(const Programme& programme, Timestamp since) {
    if (!programme.expiry) return {};
    const auto day = std::chrono::floor<std::chrono::days>(since);
    auto date = std::chrono::year_month_day(day) + *programme.expiry;
    if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
    return std::chrono::sys_days(date) + (since - day);
}

Timestamp period_begin(const Programme& programme, Timestamp since, Timestamp now) {
    auto begin = since;
    while (true) {
        const auto end = points_expire(programme, begin);
        if (*end > now) return begin;
        begin = *end;
    }
}

}  // namespace tillpoints::cloud
