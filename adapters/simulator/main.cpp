#include <exception>
#include <fstream>
#include <iostream>
#include <limits>

#include "adapters/simulator/fiscal_rules.hpp"
#include "adapters/simulator/generate.hpp"
#include "adapters/simulator/latency_summary.hpp"
#include "adapters/simulator/setup.hpp"
#include "adapters/simulator/shop_day.hpp"

namespace tillpoints::simulator {
namespace {

int generate(const Options& options) {
    for (std::uint64_t number = 1; number <= options.count; ++number)
        std::cout << generate_receipt(options.seed, number) << '\n';
    std::cout.flush();
    return std::cout ? done : cannot_play;
}

const char* log_level_name(tillpoints_log_level level) {
    if (level == TILLPOINTS_LOG_DEBUG) return "debug";
    if (level == TILLPOINTS_LOG_INFO) return "info";
    return level == TILLPOINTS_LOG_WARNING ? "warning" : "error";
}

Plugin::Log log_to(std::ofstream& file) {
    return [&file](tillpoints_log_level level, const std::string& line) {
        if (file.is_open()) file << log_level_name(level) << ' ' << line << '\n' << std::flush;
    };
}

void report(const OutcomeLog& outcomes, const Options& options) {
    std::ptrdiff_t printed = 0;
    Kopecks granted = 0;
    for (const auto& outcome : outcomes.outcomes()) {
        printed += outcome.at("fiscal").empty() ? 0 : 1;
        granted += outcome.at("granted").get<Kopecks>();
    }
    std::cerr << "register: " << outcomes.outcomes().size() << " receipts, " << printed
              << " printed, points redeemed " << money_text(granted) << '\n';
    auto latency_ranges = options.latency_ranges;
    if (latency_ranges.empty())
        latency_ranges.push_back({"all receipts", 0, std::numeric_limits<std::size_t>::max()});
    for (const auto& each : latency_ranges)
        std::cerr << "register: " << latency_summary(each.name, outcomes.latencies(each.first, each.last))
                  << '\n';
}

int finish(ShopDay& day, Checkout& checkout, const Options& options) {
    const bool settled = !options.wait_settled || day.wait_settled(*options.wait_settled);
    auto& plugin_client = checkout.plugin;
    checkout.outcomes.finish(
        [&](const std::string& id) { return attempts_of(plugin_client.plugin().receipt(id)); });
    report(checkout.outcomes, options);
    if (plugin_client.surplus_replies() > 0)
        throw ContractViolation("an event was replied to more than once");
    if (!settled) std::cerr << "register: the queue did not settle in time\n";
    return settled ? done : not_settled;
}

int play(const Options& options) {
    const auto carts = load_carts(options.receipts);
    const TemporaryFolder temporary;
    const auto fiscal_file = options.fiscal.empty() ? temporary.path() + "/fiscal.jsonl" : options.fiscal;
    const auto state_file = fiscal_file + ".state";
    RegisterClock clock(options.clock);
    std::vector<std::string> left_open;
    auto state = state_for(options, state_file, clock.now(), left_open);
    FiscalStorage fiscal(fiscal_file);
    const auto customers = customers_for(options, state);
    state.customers = customers->saved();
    save_state(state, state_file);

    std::ofstream log;
    if (!options.plugin_log.empty()) log.open(options.plugin_log, std::ios::app);
    std::ofstream trace;
    if (!options.trace.empty()) trace.open(options.trace, std::ios::app);
    const PluginLibrary library(options.plugin);
    PluginClient plugin_client(
        std::make_unique<Plugin>(library, configuration_of(library, options.config), log_to(log)),
        options.deadline, trace.is_open() ? &trace : nullptr);
    const bool receipts_on_stdout = options.width > 0 && options.journal == "-";
    OutcomeLog outcomes(receipts_on_stdout ? "" : options.journal, options.wait_settled.has_value(),
                        std::cout);
    Checkout checkout{plugin_client,  fiscal,       state,         state_file, *customers,
                      outcomes,       clock,        options.kills, std::cout,  options.width,
                      options.serial, options.seed, options.tender};
    const DayMix mix{options.host, customers->customers(), customers->has_codes(), options.exceptions};
    ShopDay day(checkout, carts, plan_day(options.seed, carts, mix), options.before, options.pace, std::cerr);
    day.play(left_open);
    return finish(day, checkout, options);
}

int run(int argc, char** argv) {
    Options options;
    if (const auto code = read_options(argc, argv, options)) return *code;
    try {
        return options.generate ? generate(options) : play(options);
    } catch (const FiscalRefusal& refusal) {
        std::cerr << "register: THE FISCAL DEVICE REFUSES: " << refusal.what() << '\n';
        return fiscal_refusal;
    } catch (const ContractViolation& broken) {
        std::cerr << "register: THE PLUGIN VIOLATES ITS INTERFACE: " << broken.what() << '\n';
        return contract_violation;
    } catch (const std::exception& failure) {
        std::cerr << "register: " << failure.what() << '\n';
        return cannot_play;
    }
}

}  // namespace
}  // namespace tillpoints::simulator

int main(int argc, char** argv) {
    return tillpoints::simulator::run(argc, argv);
}
