#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "tests/simulation/shrink.hpp"

namespace {

using namespace tillpoints;
using namespace tillpoints::simulation;

struct Totals {
    std::int64_t days = 0;
    std::int64_t receipts = 0;
    std::int64_t entries = 0;
    std::int64_t waiting = 0;
    std::int64_t violations = 0;
    FaultCounts faults{};
    std::map<std::string, std::int64_t> ended;
    std::map<std::string, std::int64_t> parked;

    void add(const DayResult& day) {
        days += 1;
        receipts += day.receipts;
        entries += day.verdict.entries;
        waiting += day.verdict.waiting;
        violations += static_cast<std::int64_t>(day.verdict.violations.size());
        for (std::size_t i = 0; i < faults.size(); ++i) faults[i] += day.faults[i];
        for (const auto& [state, count] : day.verdict.ended) ended[state] += count;
        for (const auto& [reason, count] : day.verdict.parked) parked[reason] += count;
    }
};

std::string listed(const std::map<std::string, std::int64_t>& counts) {
    std::string out;
    for (const auto& [name, count] : counts)
        out += (out.empty() ? "" : ", ") + name + " " + std::to_string(count);
    return "{" + out + "}";
}

std::string listed(const FaultCounts& counts) {
    std::map<std::string, std::int64_t> named;
    for (std::size_t i = 0; i < counts.size(); ++i) named[std::string(fault_names[i])] = counts[i];
    return listed(named);
}

/// The failing day again, as short as it still fails, told line by line.
void tell(const DaySetting& failing) {
    DaySetting setting = shortest(failing);
    setting.kept_timeline = true;
    const DayResult day = live(setting);
    std::printf("seed %llu fails; its shortest form: %s\n", static_cast<unsigned long long>(setting.seed),
                reproduction(setting).c_str());
    for (const auto& line : day.timeline) std::printf("  %s\n", line.c_str());
    for (const auto& violation : day.verdict.violations) std::printf("  VIOLATION %s\n", violation.c_str());
}

std::pair<std::uint64_t, std::uint64_t> range_of(const std::string& text) {
    const auto dots = text.find("..");
    const std::string last = dots == std::string::npos ? text : text.substr(dots + 2);
    return {std::stoull(text.substr(0, dots)), std::stoull(last)};
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Shop days in virtual time, with faults, audited by double entry");
    std::string seeds = "1..100";
    DaySetting setting;
    bool verbose = false;
    std::vector<std::string> without;
    app.add_option("--seeds", seeds, "FROM..TO, both included");
    app.add_option("--receipts", setting.receipts, "receipts a day")->check(CLI::Range(1, 10'000));
    app.add_option("--tills", setting.tills, "terminals of the shop")->check(CLI::Range(1, 9));
    app.add_option("--faults", setting.faults.most, "only the first so many faults of a day strike");
    app.add_option("--without", without, "kinds of faults that never strike")
        ->check(CLI::IsMember(std::vector<std::string>(fault_names.begin(), fault_names.end())));
    app.add_option("--storage", setting.storage,
                   "what the terminals store in: model or sqlite (the product's own file)")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, Storage>{{"model", Storage::model}, {"sqlite", Storage::sqlite}}));
    app.add_flag("--verbose", verbose, "print every day's timeline");
    CLI11_PARSE(app, argc, argv);

    const auto [first, last] = range_of(seeds);
    setting.kept_timeline = verbose;
    for (std::size_t kind = 0; kind < fault_names.size(); ++kind)
        if (std::find(without.begin(), without.end(), fault_names[kind]) != without.end())
            setting.faults.without.set(kind);
    Totals totals;
    for (setting.seed = first; setting.seed <= last; ++setting.seed) {
        const DayResult day = live(setting);
        totals.add(day);
        for (const auto& line : day.timeline) std::printf("%s\n", line.c_str());
        if (day.failed() && verbose)
            for (const auto& violation : day.verdict.violations)
                std::printf("  VIOLATION %s\n", violation.c_str());
        else if (day.failed())
            tell(setting);
    }
    std::printf("facts ended %s, parked for %s, waiting on a parked one %lld\n", listed(totals.ended).c_str(),
                listed(totals.parked).c_str(), static_cast<long long>(totals.waiting));
    std::printf("simulation: days %lld, receipts %lld, faults by kind %s, facts %lld, violations %lld\n",
                static_cast<long long>(totals.days), static_cast<long long>(totals.receipts),
                listed(totals.faults).c_str(), static_cast<long long>(totals.entries),
                static_cast<long long>(totals.violations));
    return totals.violations == 0 ? 0 : 1;
}
