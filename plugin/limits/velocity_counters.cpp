#include "plugin/limits/velocity_counters.hpp"

#include <string_view>

namespace tillpoints::limits {
namespace {

constexpr std::string_view award_prefix = "award/";
constexpr std::string_view cashier_prefix = "cashier/";
constexpr std::string_view refusal_prefix = "refused/";
constexpr std::int64_t days_of_refusals = 90;

Span span_of(std::string_view name) {
    if (name.starts_with(award_prefix)) return Span::day;
    return name.starts_with(cashier_prefix) ? Span::hour : Span::for_good;
}

std::string refusal_name(const std::string& shift, Reason reason) {
    return std::string(refusal_prefix) + std::string(name_of(reason)) + "/" + shift;
}

}  // namespace

Counted awards_of(const std::string& customer_key) {
    return {std::string(award_prefix) + customer_key, Span::day};
}
Counted redemptions_of(const std::string& cashier) {
    return {std::string(cashier_prefix) + cashier, Span::hour};
}
Counted refusals_of(const std::string& shift, Reason reason) {
    return {refusal_name(shift, reason), Span::for_good};
}

VelocityCounters::VelocityCounters(Calendar calendar, const std::vector<Counter>& stored)
    : calendar_(calendar) {
    for (const auto& it : stored) counters_.insert_or_assign(it.name, it);
}

std::int64_t VelocityCounters::count(const Counted& counted, Timestamp now) const {
    const auto found = counters_.find(counted.name);
    if (found == counters_.end()) return 0;
    const bool over =
        counted.span != Span::for_good && found->second.window < calendar_.window(counted.span, now);
    return over ? 0 : found->second.count;
}

VelocityCounters VelocityCounters::excerpt(const std::vector<Counted>& counted) const {
    VelocityCounters out(calendar_, {});
    for (const auto& it : counted)
        if (const auto found = counters_.find(it.name); found != counters_.end())
            out.counters_.insert(*found);
    return out;
}

std::vector<std::pair<Reason, std::int64_t>> VelocityCounters::refusals(const std::string& shift) const {
    std::vector<std::pair<Reason, std::int64_t>> out;
    for (const Reason reason : all_reasons) {
        const auto found = counters_.find(refusal_name(shift, reason));
        if (found != counters_.end()) out.emplace_back(reason, found->second.count);
    }
    return out;
}

void VelocityCounters::add(const Counted& counted, Timestamp now, Rows& rows) {
    Counter& counter = counters_[counted.name];
    counter.name = counted.name;
    const std::int64_t current = calendar_.window(counted.span, now);
    const bool over = counted.span != Span::for_good && counter.window < current;
    if (over || counter.count == 0) counter = {counted.name, current, 0};
    counter.count += 1;
    rows.counters.push_back(counter);
}

void VelocityCounters::subtract(const Counted& counted) {
    const auto it = counters_.find(counted.name);
    if (it != counters_.end() && --it->second.count <= 0) counters_.erase(it);
}

void VelocityCounters::limit_to(Timestamp now, Rows& rows) {
    for (auto& [name, counter] : counters_) {
        const std::int64_t latest = calendar_.window(span_of(name), now);
        if (counter.window <= latest) continue;
        counter.window = latest;
        rows.counters.push_back(counter);
    }
}

void VelocityCounters::drop_outdated(Timestamp now, Rows& rows) {
    std::erase_if(counters_, [&](const auto& it) {
        const auto& [name, counter] = it;
        const Span span = span_of(name);
        const std::int64_t kept = span == Span::for_good ? days_of_refusals : 0;
        if (counter.window + kept >= calendar_.window(span, now)) return false;
        rows.counters.push_back({name, 0, 0});
        return true;
    });
}

}  // namespace tillpoints::limits
