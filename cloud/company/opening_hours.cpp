#include "cloud/company/opening_hours.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;

constexpr minutes whole_day{24 * 60};
/// How far an answer looks.
constexpr days seen_ahead{15};

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::optional<int> two_digits(std::string_view text) {
    if (text.empty() || text.size() > 2) return {};
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return {};
        value = value * 10 + (c - '0');
    }
    return value;
}

/// "9", "09:30", "24:00".
std::optional<minutes> minute_of_day(std::string_view text) {
    const auto colon = text.find(':');
    const auto hour = two_digits(text.substr(0, colon));
    const auto minute =
        colon == std::string_view::npos ? std::optional(0) : two_digits(text.substr(colon + 1));
    if (!hour || !minute || *minute > 59) return {};
    const minutes out{*hour * 60 + *minute};
    return out <= whole_day ? std::optional(out) : std::nullopt;
}

std::optional<OpenSpan> span_of(std::string_view text) {
    constexpr std::string_view dash = "\xe2\x80\x93";  // what people write between two times
    auto at = text.find('-');
    std::size_t length = 1;
    if (at == std::string_view::npos) {
        at = text.find(dash);
        length = dash.size();
    }
    if (at == std::string_view::npos) return {};
    const auto from = minute_of_day(trimmed(text.substr(0, at)));
    auto to = minute_of_day(trimmed(text.substr(at + length)));
    if (!from || !to || *from == whole_day) return {};
    if (*to <= *from) *to += whole_day;
    return OpenSpan{*from, *to};
}

std::string minute_text(minutes time) {
    const auto of_day = time > whole_day ? time - whole_day : time;
    const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(of_day.count() / 60) + ":" + two(of_day.count() % 60);
}

const DayHours& hours_of(const OpeningHours& hours, sys_days day) {
    const auto special = hours.special.find(day);
    if (special != hours.special.end()) return special->second;
    return hours.week[std::chrono::weekday(day).iso_encoding() - 1];
}

struct OpenTime {
    Timestamp from;
    Timestamp to;
};

/// In order; those that touch or overlap are one.
std::vector<OpenTime> times_between(const OpeningHours& hours, sys_days first, sys_days last) {
    std::vector<OpenTime> out;
    for (auto day = first; day <= last; day += days(1)) {
        for (const auto& span : hours_of(hours, day)) {
            const OpenTime time{Timestamp(day) + span.from, Timestamp(day) + span.to};
            if (!out.empty() && time.from <= out.back().to)
                out.back().to = std::max(out.back().to, time.to);
            else
                out.push_back(time);
        }
    }
    return out;
}

}  // namespace

Result<DayHours> parse_day_hours(std::string_view text) {
    const Problem wrong{Errc::invalid_value, "hours", "times such as 10:00-14:00, 15:00-20:00, or nothing",
                        std::string(text)};
    DayHours out;
    text = trimmed(text);
    while (!text.empty()) {
        const auto comma = text.find(',');
        const auto span = span_of(trimmed(text.substr(0, comma)));
        if (!span || out.size() == most_spans_of_a_day) return wrong;
        if (!out.empty() && span->from < out.back().to) return wrong;
        out.push_back(*span);
        if (comma == std::string_view::npos) break;
        text = trimmed(text.substr(comma + 1));
        if (text.empty()) return wrong;
    }
    return out;
}

std::string day_hours_text(const DayHours& hours) {
    std::string out;
    for (const auto& span : hours)
        out += (out.empty() ? "" : ", ") + minute_text(span.from) + "-" + minute_text(span.to);
    return out;
}

bool OpeningHours::told() const {
    return !special.empty() ||
           std::any_of(week.begin(), week.end(), [](const DayHours& day) { return !day.empty(); });
}

Opening opening_at(const OpeningHours& hours, Timestamp now) {
    const auto today = std::chrono::floor<days>(now);
    const auto end = today + seen_ahead;
    for (const auto& time : times_between(hours, today - days(1), end)) {
        if (time.to <= now) continue;
        if (time.from > now) return {false, time.from};
        if (time.to >= Timestamp(end)) return {true, {}};
        return {true, time.to};
    }
    return {};
}

}  // namespace tillpoints::cloud
