#include "cloud/faults/fault_switches.hpp"

namespace tillpoints::cloud {
namespace {

using F = FaultSwitches;

NamedSetting<F> wrong_key() {
    return {"wrong_key", "401|403", "the status for a wrong company or key",
            [](F& switches, std::string_view value) {
                if (value != "401" && value != "403") return false;
                return switches.wrong_key = value == "401" ? 401 : 403, true;
            },
            [](const F& switches) { return std::to_string(switches.wrong_key); }};
}

NamedSetting<F> number(std::string name, std::int64_t least, std::int64_t most, std::int64_t F::*member,
                       std::string meaning) {
    return integer<F>(
        std::move(name), least, most, [=](F& switches) -> std::int64_t& { return switches.*member; },
        std::move(meaning));
}

SettingTable<F> make_table() {
    constexpr std::int64_t longest_ms = 600'000;
    SettingTable<F> table{wrong_key(),
                          choice("company", &F::company_inactive, {"active", "inactive"},
                                 "an inactive company gets 403 companyIsInactive for everything")};
    for (std::size_t i = 1; i < fault_names.size(); ++i) {
        const std::string name(fault_names[i]);
        table.push_back(integer<F>(
            name, 0, 100, [i](F& switches) -> std::int64_t& { return switches.odds[i].percent; },
            "percent of the requests that may write that get " + name));
        table.push_back(integer<F>(
            name + "_next", 0, 1'000'000, [i](F& switches) -> std::int64_t& { return switches.odds[i].next; },
            "how many such requests from now on get it for certain"));
    }
    table.push_back(number("seed", 0, 1'000'000'000, &F::seed, "of the chances"));
    table.push_back(
        number("error_status", 500, 599, &F::error_status, "the status of error_before and error_after"));
    table.push_back(
        number("requests_per_second", 0, 1'000'000, &F::requests_per_second, "beyond it 429; 0: no limit"));
    table.push_back(
        number("latency_ms", 0, longest_ms, &F::latency_ms, "every answer waits this long, GET too"));
    table.push_back(number("late_commit_ms", 0, longest_ms, &F::late_commit_ms, "how late a late_commit is"));
    table.push_back(number("slow_body_ms", 0, longest_ms, &F::slow_body_ms, "how long a slow_body takes"));
    return table;
}

}  // namespace

const SettingTable<FaultSwitches>& fault_table() {
    static const auto table = make_table();
    return table;
}

}  // namespace tillpoints::cloud
