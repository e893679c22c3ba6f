#include <thread>

#include "bench.hpp"

namespace tillpoints::bench {
namespace {

/// The sales are made while the cloud is away. The first tenth does not count, because the replay starts
/// gently.
double replayed(Bench& bench, const Conditions& conditions, int count) {
    const auto plugin = start(bench, Who::plugin, conditions);
    plugin->block("none", 1);
    bench.cloud.stop();
    plugin->block("offline", count);
    bench.cloud.start();
    return purchase_rate(bench, count / 10, count);
}

/// Each client has one connection.
double sent_by_bare_clients(Bench& bench, const Conditions& conditions, int parallel, int count) {
    std::vector<std::unique_ptr<DriverProcess>> clients;
    for (int each = 0; each < parallel; ++each) clients.push_back(start(bench, Who::bare, conditions));
    const int before = bench.cloud.answered("POST /operations");
    std::vector<std::thread> sending;
    for (const auto& client : clients)
        sending.emplace_back([&] { client->block("replay", count / parallel); });
    const double result = purchase_rate(bench, before + count / 10, before + count);
    for (auto& each : sending) each.join();
    return result;
}

}  // namespace

std::vector<Row> replay_rows(Bench& bench) {
    std::vector<Row> rows;
    const int count = bench.quick ? 1'000 : 10'000;
    for (const int parallel : {1, 4}) {
        const Conditions conditions{
            .port = bench.cloud.port(),
            .pause = std::chrono::microseconds(0),
            .sync = std::chrono::milliseconds(0),
            .customers = 100,
            .config = {{"replay", {{"parallel", parallel}, {"longest_probe_pause_ms", 1'500}}}}};
        const double ours = replayed(bench, conditions, count);
        const double theirs = sent_by_bare_clients(bench, conditions, parallel, count);
        rows.push_back({"replay of " + std::to_string(count) + " awards, " + std::to_string(parallel) +
                            (parallel == 1 ? " at a time" : " side by side"),
                        "a second", ours, Yardstick{"bare client", theirs}, ratio_at_least(0.9)});
    }
    return rows;
}

}  // namespace tillpoints::bench
