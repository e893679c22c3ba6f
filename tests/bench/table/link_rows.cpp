#include "bench.hpp"
#include "relay.hpp"
#include "samples.hpp"

namespace tillpoints::bench {
namespace {

using std::chrono::milliseconds;

/// Sales over a slow line. The pause is long enough that what a sale left to do does not meet the next one.
void add_far(std::vector<Row>& rows, Bench& bench) {
    const Relay relay(bench.cloud.port(), milliseconds(40));
    const Conditions conditions{.port = relay.port(), .pause = milliseconds(100), .sync = milliseconds(0)};
    const auto plugin = start(bench, Who::plugin, conditions);
    const auto bare = start(bench, Who::bare, conditions);
    for (const std::string kind : {"award", "redemption"}) {
        const auto samples = in_turns({plugin.get(), bare.get()}, kind, bench.quick ? 2 : 5, 10);
        rows.push_back({"link of 40 ms each way: " + kind, "ms", samples[0].milliseconds("all_us"),
                        Yardstick{"bare client", samples[1].milliseconds("all_us")}, ratio_at_most(1.02)});
    }
}

/// The connection was closed while nobody needed it. How long until the next customer is known?
void add_idle(std::vector<Row>& rows, Bench& bench) {
    Relay relay(bench.cloud.port(), milliseconds(0));
    const Conditions conditions{.port = relay.port(), .sync = milliseconds(0)};
    const auto plugin = start(bench, Who::plugin, conditions);
    const auto bare = start(bench, Who::bare, conditions);
    Samples ours;
    Samples theirs;
    plugin->block("redemption", 3);
    bare->block("redemption", 3);
    for (int each = 0; each < (bench.quick ? 15 : 60); ++each) {
        relay.cut();
        ours.add(plugin->block("redemption", 1));
        relay.cut();
        theirs.add(bare->block("redemption", 1));
    }
    rows.push_back({"customer found after the connection was closed", "ms", ours.milliseconds("found_us"),
                    Yardstick{"bare client, TLS resumed", theirs.milliseconds("found_us")},
                    ratio_at_most(1.1)});
}

}  // namespace

std::vector<Row> link_rows(Bench& bench) {
    std::vector<Row> rows;
    add_far(rows, bench);
    add_idle(rows, bench);
    return rows;
}

}  // namespace tillpoints::bench
