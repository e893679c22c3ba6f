#include "cloud/api/shop_name.hpp"
#include "cloud/api/shown_company.hpp"
#include "cloud/card/card_call.hpp"
#include "cloud/messages/templates.hpp"

namespace tillpoints::cloud {
namespace {

/// Holidays of this many days are told beside the week.
constexpr std::chrono::days told_ahead{30};

Json special_days_view(const OpeningHours& hours, std::chrono::sys_days today) {
    Json rows = Json::array();
    for (const auto& [date, day] : hours.special)
        if (date >= today && date <= today + told_ahead)
            rows.push(Json::object(
                {{"date", to_text(Timestamp(date)).substr(0, 10)}, {"hours", day_hours_text(day)}}));
    return rows;
}

Json branch_view(const ShownBranch& shown, std::chrono::minutes utc_offset, Timestamp now) {
    const auto& [branch, profile] = shown;
    const auto local = now + profile.utc_offset.value_or(utc_offset);
    Json week = Json::array();
    for (const auto& day : profile.hours.week) week.push(day_hours_text(day));
    Json opening;
    if (profile.hours.told()) {
        const auto found = opening_of(profile, utc_offset, now);
        opening = Json::object(
            {{"open", found.open}, {"until", found.until ? Json(to_text(*found.until)) : Json()}});
    }
    return Json::object(
        {{"id", branch.id},
         {"name", branch.display_name},
         {"address", profile.address},
         {"phone", profile.phone},
         {"utc_offset", profile.utc_offset.value_or(utc_offset).count()},
         {"opening", std::move(opening)},
         {"week", profile.hours.told() ? std::move(week) : Json()},
         {"special", special_days_view(profile.hours, std::chrono::floor<std::chrono::days>(local))}});
}

}  // namespace

HttpAnswer show_company(CardCall& call, Reader) {
    auto& context = call.context;
    const auto profile = company_profile(context);
    const auto record = context.db.company.find();
    const auto utc_offset = call.settings.messages.quiet.utc_offset;
    Json branches = Json::array();
    for (const auto& shown : company_branches(context))
        if (!shown.profile.closed) branches.push(branch_view(shown, utc_offset, context.now));
    Json description = Json::object();
    for (const auto language :
         {loyalty::Language::russian, loyalty::Language::kazakh, loyalty::Language::english})
        description.set(name_of(language), description_in(profile, language));
    return card_answer(Json::object({{"name", shop_name(context)},
                                     {"description", std::move(description)},
                                     {"phone", profile.phone},
                                     {"site", profile.site},
                                     {"logo", record && record->logo ? Json(*record->logo) : Json()},
                                     {"branches", std::move(branches)}}));
}

}  // namespace tillpoints::cloud
