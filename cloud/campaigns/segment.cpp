#include "cloud/campaigns/segment.hpp"

#include <algorithm>

#include "cloud/api/purchase_rules.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::int64_t most_days = 3650;

bool has_tag(RequestContext& context, ParticipantId customer, const std::string& name) {
    const auto tags = context.db.tags.of_customer(customer);
    return std::any_of(tags.begin(), tags.end(), [&](const loyalty::Tag& tag) { return tag.name == name; });
}

bool reads_totals(const Segment& segment) {
    return segment.tier || segment.bought || segment.silent || segment.purchases || segment.spent;
}

std::int64_t unrefunded_purchases(const CustomerTotals& totals) {
    return totals.purchases - totals.full_refunds;
}

bool totals_fit(RequestContext& context, const CustomerTotals& totals, const Segment& segment) {
    if (segment.tier && tier_of(context, totals).name != *segment.tier) return false;
    if (segment.bought && *segment.bought != totals.last_purchase.has_value()) return false;
    if (segment.purchases && unrefunded_purchases(totals) < *segment.purchases) return false;
    if (segment.spent && totals.cash_spent < *segment.spent) return false;
    return !segment.silent ||
           (totals.last_purchase && *totals.last_purchase + *segment.silent <= context.now);
}

std::chrono::sys_days birthday_in(std::chrono::year year, std::chrono::month_day day) {
    const std::chrono::year_month_day date{year, day.month(), day.day()};
    return date.ok() ? std::chrono::sys_days(date)
                     : std::chrono::sys_days(
                           std::chrono::year_month_day_last(year, std::chrono::month_day_last(day.month())));
}

}  // namespace

Segment read_segment(std::optional<Reader> in) {
    Segment segment;
    if (!in) return segment;
    in->refuse_unknown({"tier", "source", "tag", "without_tag", "branch", "bought", "silent_days",
                        "purchases", "spent", "birthday_days"});
    segment.tier = in->maybe_text("tier", 64);
    segment.source = in->maybe_text("source", 32);
    segment.tag = in->maybe_text("tag", 64);
    segment.without_tag = in->maybe_text("without_tag", 64);
    segment.branch = in->maybe_integer("branch", 1, INT64_MAX);
    segment.bought = in->maybe_flag("bought");
    if (const auto days = in->maybe_integer("silent_days", 1, most_days))
        segment.silent = std::chrono::days(*days);
    segment.purchases = in->maybe_integer("purchases", 1, 1'000'000);
    segment.spent = in->maybe_major("spent");
    if (const auto days = in->maybe_integer("birthday_days", 1, 366))
        segment.birthday_within = std::chrono::days(*days);
    return segment;
}

std::optional<Segment> stored_segment(const std::string& conditions) {
    Problems problems;
    const auto json = parse_json(conditions);
    if (!json) return {};
    const auto segment = read_segment(Reader(*json, "segment", problems));
    return problems.empty() ? std::optional(segment) : std::nullopt;
}

bool has_birthday_within(const std::string& birth_date, std::chrono::sys_days today, std::chrono::days days) {
    if (birth_date.size() != 10) return false;
    const auto number = [&](std::size_t at) {
        return static_cast<unsigned>((birth_date[at] - '0') * 10 + (birth_date[at + 1] - '0'));
    };
    const std::chrono::month_day day{std::chrono::month(number(5)), std::chrono::day(number(8))};
    if (!day.ok()) return false;
    const std::chrono::year year = std::chrono::year_month_day(today).year();
    auto next = birthday_in(year, day);
    if (next < today) next = birthday_in(year + std::chrono::years(1), day);
    return next - today < days;
}

bool belongs(RequestContext& context, const CustomerRecord& customer, const Segment& segment) {
    if (!customer.uid || customer.blocked) return false;
    if (segment.source && customer.source != segment.source) return false;
    if (segment.birthday_within) {
        const auto today = std::chrono::floor<std::chrono::days>(context.now);
        if (!customer.birth_date ||
            !has_birthday_within(*customer.birth_date, today, *segment.birthday_within))
            return false;
    }
    if (segment.tag && !has_tag(context, customer.id, *segment.tag)) return false;
    if (segment.without_tag && has_tag(context, customer.id, *segment.without_tag)) return false;
    if (segment.branch && context.db.operations.last_branch(customer.id) != segment.branch) return false;
    return !reads_totals(segment) || totals_fit(context, context.db.customers.totals(customer.id), segment);
}

Json shown_conditions(const std::string& conditions) {
    const auto json = parse_json(conditions);
    return json ? *json : Json::object();
}

}  // namespace tillpoints::cloud
