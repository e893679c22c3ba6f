#include "cloud/programme/certificate.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

std::chrono::sys_days birthday_in(std::chrono::year year, std::chrono::year_month_day born) {
    const auto date = year / born.month() / born.day();
    return date.ok() ? std::chrono::sys_days(date)
                     : std::chrono::sys_days(year / born.month() / std::chrono::last);
}

}  // namespace

std::optional<Validity> birthday_validity(const BirthdayGift& gift, std::string_view birth_date,
                                          Timestamp now) {
    if (birth_date.size() != 10) return {};
    const auto midnight = parse_timestamp(std::string(birth_date) + "T00:00:00Z");
    if (!midnight) return {};
    const std::chrono::year_month_day born(std::chrono::floor<std::chrono::days>(*midnight));
    const auto year = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now)).year();
    for (const auto shift : {-1, 0, 1}) {
        const auto day = birthday_in(year + std::chrono::years(shift), born);
        const Validity validity{day - gift.before, day + gift.after + std::chrono::days(1)};
        if (validity.from <= now && now < validity.to) return validity;
    }
    return {};
}

std::vector<std::string> birthdays_within(const BirthdayGift& gift, Timestamp now) {
    const auto today = std::chrono::floor<std::chrono::days>(now);
    std::vector<std::string> days;
    for (auto day = today - gift.after; day <= today + gift.before; day += std::chrono::days(1)) {
        const std::chrono::year_month_day date(day);
        days.push_back(to_text(Timestamp(day)).substr(5, 5));
        if (days.back() == "02-28" && !date.year().is_leap()) days.push_back("02-29");
    }
    return days;
}

Points certificate_pays(Points held, std::optional<Percent> share, const Bill& bill, CertificateOf of) {
    const Money redeemable = bill.total - bill.unredeemable;
    const Money whole = of == CertificateOf::total ? bill.total : redeemable;
    const Money most = share ? std::min(share_down(whole, *share), redeemable) : redeemable;
    return std::max(Points(), std::min(held, points_for(most)));
}

}  // namespace tillpoints::cloud
