#include "bench.hpp"
#include "samples.hpp"

namespace tillpoints::bench {
namespace {

using std::chrono::milliseconds;
constexpr const char* bare_client = "bare client";

/// What a sale needs whatever makes it.
struct Needs {
    const char* kind;
    double syncs;
    double requests;
};
constexpr Needs needs[] = {{"none", 1, 0}, {"award", 2, 2}, {"redemption", 3, 2}};

std::string title(const std::string& kind) {
    return kind == "none" ? "sale without a customer"
                          : "sale with " + (kind == "award" ? "an award" : "a " + kind);
}

/// Of the middle one of many sales, as the test bench_counts has it.
void add_counts(std::vector<Row>& rows, Bench& bench, DriverProcess& plugin, const Needs& needed) {
    const auto name = title(needed.kind);
    const int count = 21;
    const int before = bench.cloud.answered();
    Samples samples;
    for (int each = 0; each < count; ++each) samples.add(plugin.block(needed.kind, 1));
    const double requests = static_cast<double>(bench.cloud.answered() - before) / count;
    rows.push_back({name + ": requests", "", requests, {}, at_most(needed.requests)});
    rows.push_back({name + ": syncs", "", samples.average("syncs"), {}, at_most(needed.syncs)});
    rows.push_back({name + ": writes", "", samples.average("writes"), {}, at_most(20)});
    rows.push_back({name + ": written", "KiB", samples.average("bytes") / 1024});
}

/// A sale without a customer needs next to nothing of the bare client, so that a ratio would say nothing.
std::optional<Yardstick> beside_client(const std::string& kind, double value) {
    return kind == "none" ? std::nullopt : std::optional(Yardstick{bare_client, value});
}

void add_costs(std::vector<Row>& rows, const std::string& kind, const Samples& ours, const Samples& bare) {
    const auto name = title(kind);
    const double switches = ours.average("switches");
    rows.push_back({name + ": CPU", "ms", ours.average("cpu_us") / 1000,
                    beside_client(kind, bare.average("cpu_us") / 1000), at_most(0.5)});
    rows.push_back({name + ": voluntary switches", "", switches,
                    beside_client(kind, bare.average("switches")), at_most(12)});
    rows.push_back(
        {name + ": of these, of the library's threads", "", switches - ours.average("main_switches")});
    rows.push_back({name + ": wall, sync 0 ms", "ms", ours.milliseconds("all_us"),
                    beside_client(kind, bare.milliseconds("all_us"))});
}

void add_wall(std::vector<Row>& rows, const std::string& kind, const Samples& ours, const Samples& bare) {
    const auto name = title(kind) + ": wall, sync 5 ms";
    const auto compared = [&](const char* list, double share) {
        return Yardstick{bare_client, bare.milliseconds(list, share)};
    };
    rows.push_back({name, "ms", ours.milliseconds("all_us"), compared("all_us", 0.5), ratio_at_most(1.1)});
    rows.push_back({name + ", p99", "ms", ours.milliseconds("all_us", 0.99), compared("all_us", 0.99),
                    ratio_at_most(1.3)});
    if (kind == "none") return;
    rows.push_back({name + ", until paid", "ms", ours.milliseconds("paid_us"), compared("paid_us", 0.5)});
}

/// A script syncs as often as whoever wrote it thought of it, and the plugin where a promise needs it, so
/// they are compared where a sync takes no time.
struct Script {
    Who who;
    const char* name;
    const char* program;  ///< that must be installed
    int sales_for_one;    ///< it plays one sale where the plugin plays so many
    std::optional<Goal> wall;
    std::optional<Goal> cpu;
};
const Script scripts[] = {
    {Who::node, "Node script", "node", 1, ratio_at_most(1 / 1.5), ratio_at_most(1 / 3.0)},
    {Who::shell, "curl and sqlite3", "sqlite3", 10, {}, {}},
};

void add_script(std::vector<Row>& rows, Bench& bench, const Script& script, const Conditions& conditions,
                int rounds, int count) {
    if (!has_program(script.program)) {
        std::fprintf(stderr, "bench: %s is not installed, so the rows of its script are left out\n",
                     script.program);
        return;
    }
    const auto plugin = start(bench, Who::plugin, conditions);
    const auto process = start(bench, script.who, conditions);
    const auto samples =
        in_turns({plugin.get(), process.get()}, "redemption", rounds, count / script.sales_for_one);
    const auto name = title("redemption");
    rows.push_back({name + ": wall, sync 0 ms", "ms", samples[0].milliseconds("all_us"),
                    Yardstick{script.name, samples[1].milliseconds("all_us")}, script.wall});
    rows.push_back({name + ": CPU", "ms", samples[0].average("cpu_us") / 1000,
                    Yardstick{script.name, samples[1].average("cpu_us") / 1000}, script.cpu});
}

}  // namespace

/// Every wait for the disk has the same length here, so that the rest can be compared.
std::vector<Row> sale_rows(Bench& bench) {
    std::vector<Row> rows;
    const int rounds = bench.quick ? 3 : 8;
    const int count = bench.quick ? 20 : 50;
    for (const auto sync : {milliseconds(0), milliseconds(5)}) {
        const Conditions conditions{.port = bench.cloud.port(), .sync = sync};
        const auto plugin = start(bench, Who::plugin, conditions);
        const auto bare = start(bench, Who::bare, conditions);
        for (const auto& each : needs) {
            const auto samples = in_turns({plugin.get(), bare.get()}, each.kind, rounds, count);
            if (sync.count() > 0) {
                add_wall(rows, each.kind, samples[0], samples[1]);
            } else {
                add_counts(rows, bench, *plugin, each);
                add_costs(rows, each.kind, samples[0], samples[1]);
            }
        }
        if (sync.count() > 0) continue;
        for (const auto& script : scripts) add_script(rows, bench, script, conditions, rounds, count);
    }
    return rows;
}

}  // namespace tillpoints::bench
