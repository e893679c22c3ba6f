#include "cloud/company/profile.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::array<std::string_view, 7> day_names{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 3> language_names{"en", "ru", "kk"};

/// What is written of a phone; it is shown and dialled, never searched.
void check_shown_phone(Reader& in, const std::string& phone) {
    const auto dialled =
        std::count_if(phone.begin(), phone.end(), [](char c) { return '0' <= c && c <= '9'; });
    const bool written = std::all_of(phone.begin(), phone.end(), [](char c) {
        return ('0' <= c && c <= '9') || std::string_view("+ -()").find(c) != std::string_view::npos;
    });
    if (!phone.empty() && (!written || dialled < 3))
        in.fail("phone", Errc::invalid_value, "digits, spaces, +, - and brackets");
}

/// Links of other schemes could run something.
bool is_site(std::string_view text) {
    const bool named = text.starts_with("https://") || text.starts_with("http://");
    const auto rest = text.substr(std::min(text.size(), text.find("//") + 2));
    return named && !rest.empty() && rest.front() != '/' && std::all_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) > ' ' && c != '"' && c != '<' && c != '>' && c != '\\' &&
                      c != 0x7f;
           });
}

DayHours day_hours_in(Reader& in, std::string_view key) {
    auto hours = parse_day_hours(in.maybe_text(key, 100).value_or(""));
    if (hours) return std::move(*hours);
    in.fail(key, hours.error().code, hours.error().expected, hours.error().found);
    return {};
}

std::optional<sys_days> date_of(const std::string& text) {
    const auto midnight = text.size() == 10 ? parse_timestamp(text + "T00:00:00Z") : std::nullopt;
    return midnight ? std::optional(std::chrono::floor<days>(*midnight)) : std::nullopt;
}

void read_special(Reader in, OpeningHours& hours) {
    const auto date = date_of(in.text("date", 10));
    auto day = day_hours_in(in, "hours");
    if (!date) return in.fail("date", Errc::invalid_value, "a date such as 2027-01-01");
    if (!hours.special.emplace(*date, std::move(day)).second)
        in.fail("date", Errc::duplicate, "each date once");
}

}  // namespace

CompanyProfile read_company_profile(Reader in) {
    CompanyProfile profile;
    profile.name = in.maybe_text("name", 120).value_or("");
    if (auto texts = in.maybe_object("description"))
        for (std::size_t at = 0; at < language_names.size(); ++at)
            profile.description[at] = texts->maybe_text(language_names[at], longest_description).value_or("");
    profile.phone = in.maybe_text("phone", 32).value_or("");
    check_shown_phone(in, profile.phone);
    profile.site = in.maybe_text("site", 200).value_or("");
    if (!profile.site.empty() && !is_site(profile.site))
        in.fail("site", Errc::invalid_value, "an address that begins with https://", profile.site);
    return profile;
}

BranchProfile read_branch_profile(Reader in) {
    BranchProfile profile;
    profile.address = in.maybe_text("address", 400).value_or("");
    profile.phone = in.maybe_text("phone", 32).value_or("");
    check_shown_phone(in, profile.phone);
    if (auto week = in.maybe_object("hours"))
        for (std::size_t day = 0; day < day_names.size(); ++day)
            profile.hours.week[day] = day_hours_in(*week, day_names[day]);
    if (in.has("special"))
        in.each("special", most_special_days, [&](Reader day) { read_special(day, profile.hours); });
    if (const auto offset = in.maybe_integer("utc_offset", -12 * 60, 14 * 60))
        profile.utc_offset = std::chrono::minutes(*offset);
    profile.closed = in.flag("closed", false);
    return profile;
}

Json to_json(const CompanyProfile& profile) {
    Json description = Json::object();
    for (std::size_t at = 0; at < language_names.size(); ++at)
        description.set(language_names[at], profile.description[at]);
    return Json::object({{"name", profile.name},
                         {"description", std::move(description)},
                         {"phone", profile.phone},
                         {"site", profile.site}});
}

Json to_json(const BranchProfile& profile) {
    Json week = Json::object();
    for (std::size_t day = 0; day < day_names.size(); ++day)
        week.set(day_names[day], day_hours_text(profile.hours.week[day]));
    Json special = Json::array();
    for (const auto& [date, hours] : profile.hours.special)
        special.push(Json::object(
            {{"date", to_text(Timestamp(date)).substr(0, 10)}, {"hours", day_hours_text(hours)}}));
    return Json::object({{"address", profile.address},
                         {"phone", profile.phone},
                         {"hours", std::move(week)},
                         {"special", std::move(special)},
                         {"utc_offset", profile.utc_offset ? Json(profile.utc_offset->count()) : Json()},
                         {"closed", profile.closed}});
}

const std::string& description_in(const CompanyProfile& profile, loyalty::Language language) {
    const auto& own = profile.description[static_cast<std::size_t>(language)];
    if (!own.empty()) return own;
    for (const auto& each : profile.description)
        if (!each.empty()) return each;
    return own;
}

}  // namespace tillpoints::cloud
