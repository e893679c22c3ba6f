#include "adapters/sidecar/day_totals.hpp"

#include <algorithm>
#include <cstdio>

namespace tillpoints::sidecar {
namespace {

using Totals = nlohmann::json;

constexpr const char* counters[] = {"sales", "sold", "returns", "paid_back", "with_card", "points", "earned"};

Totals zeroes() {
    Totals out = Totals::object();
    for (const auto* name : counters) out[name] = 0;
    return out;
}

void increase(Totals& totals, const char* name, std::int64_t by) {
    totals[name] = totals[name].get<std::int64_t>() + by;
}

void count(Totals& totals, const Totals& receipt) {
    const auto number = [&](const char* name) { return receipt.value(name, std::int64_t{0}); };
    const bool is_return = receipt.value("kind", "") == "return";
    increase(totals, is_return ? "returns" : "sales", 1);
    increase(totals, is_return ? "paid_back" : "sold", number("total"));
    increase(totals, "points", is_return ? -number("points") : number("points"));
    increase(totals, "earned", is_return ? -number("withdrawn") : number("earned"));
    if (!is_return && !receipt.value("customer", Totals()).is_null()) increase(totals, "with_card", 1);
}

}  // namespace

nlohmann::json empty_totals() {
    auto out = zeroes();
    out["by_cashier"] = Totals::object();
    return out;
}

void add_to_totals(nlohmann::json& totals, const nlohmann::json& receipt) {
    if (receipt.value("state", "") != "closed") return;
    count(totals, receipt);
    const auto cashier = receipt.value("cashier", Totals());
    if (!cashier.is_string()) return;
    auto& own = totals["by_cashier"][cashier.get<std::string>()];
    if (own.is_null()) own = zeroes();
    count(own, receipt);
}

std::int64_t percentile(std::vector<std::int64_t> values, int percent) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const auto rank = (values.size() * static_cast<std::size_t>(percent) + 99) / 100;
    return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

std::int64_t day_start(const std::string& day, std::chrono::minutes utc_offset) {
    int year = 0;
    unsigned month = 0;
    unsigned number = 0;
    char after = 0;
    // NOLINTNEXTLINE(cert-err34-c): the widths keep every number within an int.
    if (day.size() != 10 || std::sscanf(day.c_str(), "%4d-%2u-%2u%c", &year, &month, &number, &after) != 3)
        return -1;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                           std::chrono::day(number)};
    if (!date.ok()) return -1;
    return std::chrono::seconds(std::chrono::sys_days(date).time_since_epoch() - utc_offset).count();
}

std::string day_at(std::int64_t unix_time, std::chrono::minutes utc_offset) {
    const std::chrono::sys_seconds local{std::chrono::seconds(unix_time) + utc_offset};
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(local)};
    char text[32];
    const int size = std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return {text, static_cast<std::size_t>(size)};
}

}  // namespace tillpoints::sidecar
