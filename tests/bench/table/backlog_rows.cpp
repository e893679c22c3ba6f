#include "bench.hpp"
#include "samples.hpp"

namespace tillpoints::bench {
namespace {

Setup filled(Bench& bench, int entries) {
    const Conditions conditions{
        .port = nowhere,
        .sync = std::chrono::milliseconds(0),
        .settles = false,
        .customers = 100,
        // An earlier run of this database sent nothing, so nothing has to be waited for.
        .config = {{"timing", {{"settle_horizon_ms", 100}}}}};
    const auto setup = make_setup(bench, conditions);
    output_of(
        {bench.build + "/tests/bench/outbox/tillpoints-bench-fill", setup.file, std::to_string(entries)},
        setup.environment);
    return setup;
}

double replayed(Bench& bench, const Setup& setup) {
    auto text = Json::parse(test::read_file(setup.file));
    text["config"]["cloud"]["base_url"] = "https://127.0.0.1:" + std::to_string(bench.cloud.port());
    test::write_file(setup.file, text.dump());
    const int before = bench.cloud.answered("POST /operations");
    const auto plugin = start(bench, Who::plugin, setup);
    return purchase_rate(bench, before + 100, before + 1'000);
}

}  // namespace

/// A thousand sends of the same kind, whatever waits behind them; in turns.
std::vector<Row> backlog_rows(Bench& bench) {
    static constexpr int few = 1'000;
    static constexpr int rounds = 5;
    const int many = bench.quick ? 100'000 : 1'000'000;
    const auto setup = filled(bench, many);
    const auto waiting = std::to_string(many) + " entries wait";
    std::vector<Row> rows;
    rows.push_back(
        {"loading to the first offline answer, " + waiting, "ms", load_time(bench, setup), {}, at_most(50)});
    std::vector<double> with_few;
    std::vector<double> with_many;
    for (int round = 0; round < rounds; ++round) {
        with_few.push_back(replayed(bench, filled(bench, few)));
        with_many.push_back(replayed(bench, setup));
    }
    rows.push_back({"replay of 1000, " + waiting, "a second", quantile(with_many, 0.5),
                    Yardstick{"ours, 1000 wait", quantile(with_few, 0.5)}, ratio_at_least(0.9)});
    return rows;
}

}  // namespace tillpoints::bench
