#include <filesystem>

#include "bench.hpp"
#include "disk_calls.h"

namespace tillpoints::bench {
namespace {

Json config_of(const Bench& bench, const Conditions& conditions, const std::string& data) {
    Json config{{"data_directory", data},
                {"language", "en"},
                {"cloud",
                 {{"base_url", "https://127.0.0.1:" + std::to_string(conditions.port)},
                  {"company_id", "42"},
                  {"key_file", bench.cloud.folder() + "/api.key"},
                  {"ca_file", bench.cloud.folder() + "/ca.pem"}}}};
    config.update(conditions.config);
    return config;
}

}  // namespace

Setup make_setup(Bench& bench, const Conditions& conditions) {
    const auto name = bench.folder + "/driver-" + std::to_string(++bench.started);
    const Json setup{{"library", bench.library},
                     {"config", config_of(bench, conditions, name)},
                     {"journal", name + ".journal"},
                     {"customers", bench.cloud.join(conditions.customers)},
                     {"pause_us", conditions.pause.count()},
                     {"settles", conditions.settles}};
    test::write_file(name + ".json", setup.dump());
    std::map<std::string, std::string> environment{
        {"NODE_EXTRA_CA_CERTS", bench.cloud.folder() + "/ca.pem"},
        {"LD_PRELOAD", bench.build + "/tests/bench/driver/libbench_disk_calls.so"}};
    if (conditions.sync) environment[DISK_CALLS_SYNC_US] = std::to_string(conditions.sync->count());
    return {name + ".json", environment};
}

std::unique_ptr<DriverProcess> start(Bench& bench, Who who, const Conditions& conditions) {
    return start(bench, who, make_setup(bench, conditions));
}

std::unique_ptr<DriverProcess> start(const Bench& bench, Who who, const Setup& setup) {
    std::vector<std::string> command{bench.build + "/tests/bench/sale/bench_sale"};
    if (who == Who::bare) command = {bench.build + "/tests/bench/yardsticks/bench_bare_client"};
    if (who == Who::node) command = {"node", TILLPOINTS_BENCH_YARDSTICKS "/node.mjs"};
    if (who == Who::shell) command = {TILLPOINTS_BENCH_YARDSTICKS "/shell.sh"};
    command.push_back(setup.file);
    return std::make_unique<DriverProcess>(command, setup.environment);
}

bool has_program(const std::string& name) {
    try {
        output_of({name, "--version"});
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace tillpoints::bench
