#include "tests/simulation/shrink.hpp"

namespace tillpoints::simulation {
namespace {

bool fails(const DaySetting& setting) {
    return live(setting).failed();
}

/// The fewest, by trying from below: a shorter day is another day, so bisection would miss some.
DaySetting with_fewest_receipts(DaySetting failing) {
    for (int receipts = 1; receipts < failing.receipts; ++receipts) {
        DaySetting fewer = failing;
        fewer.receipts = receipts;
        if (fails(fewer)) return fewer;
    }
    return failing;
}

DaySetting without_idle_kinds(DaySetting failing) {
    for (std::size_t kind = 0; kind < fault_names.size(); ++kind) {
        DaySetting fewer = failing;
        fewer.faults.without.set(kind);
        if (fails(fewer)) failing = fewer;
    }
    return failing;
}

/// The fewest first faults, by bisection: up to the first one left out the day is the same.
DaySetting with_fewest_faults(DaySetting failing) {
    std::int64_t passes = -1;
    std::int64_t enough = live(failing).struck;
    while (enough - passes > 1) {
        DaySetting fewer = failing;
        fewer.faults.most = passes + (enough - passes) / 2;
        (fails(fewer) ? enough : passes) = fewer.faults.most;
    }
    failing.faults.most = enough;
    return failing;
}

}  // namespace

DaySetting shortest(DaySetting failing) {
    failing.kept_timeline = false;
    DaySetting alone = failing;
    alone.tills = 1;
    if (fails(alone)) failing = alone;
    return with_fewest_faults(without_idle_kinds(with_fewest_receipts(failing)));
}

std::string reproduction(const DaySetting& setting) {
    const auto seed = std::to_string(setting.seed);
    std::string out = "tillpoints-simulation --seeds " + seed + ".." + seed + " --receipts " +
                      std::to_string(setting.receipts) + " --tills " + std::to_string(setting.tills);
    if (setting.storage == Storage::sqlite) out += " --storage sqlite";
    if (setting.faults.most != every_fault) out += " --faults " + std::to_string(setting.faults.most);
    for (std::size_t kind = 0; kind < fault_names.size(); ++kind)
        if (setting.faults.without[kind]) out += " --without " + std::string(fault_names[kind]);
    return out + " --verbose";
}

}  // namespace tillpoints::simulation
