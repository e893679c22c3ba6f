#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/simulator/day_plan.hpp"
#include "adapters/simulator/kill_schedule.hpp"
#include "adapters/simulator/register_clock.hpp"

namespace tillpoints::simulator {

/// Receipts whose waiting times are reported together, by their numbers in the input.
struct ReceiptRange {
    std::string name;
    std::size_t first = 0;
    std::size_t last = 0;
};

/// The command line as values.
struct Options {
    bool generate = false;
    std::uint64_t count = 40;

    std::string plugin;
    std::string config;
    std::string receipts;
    std::uint64_t seed = 1;
    std::string journal = "-";
    std::string fiscal;
    std::string run_id;
    std::string customers;
    std::string customers_token;
    std::size_t customer_count = 12;
    HostKind host = HostKind::mixed;
    bool tender = false;
    bool exceptions = true;
    std::multimap<std::size_t, std::string> before;
    KillSchedule kills;
    std::optional<std::chrono::seconds> wait_settled;
    std::size_t width = 0;
    std::chrono::milliseconds deadline{0};
    std::chrono::milliseconds pace{0};
    std::string trace;
    std::string plugin_log;
    std::string serial = "00307900000001";
    std::optional<RegisterClock::Seconds> clock;
    std::vector<ReceiptRange> latency_ranges;
};

enum ExitCode {
    done = 0,
    cannot_play = 1,
    usage = 2,
    fiscal_refusal = 3,
    contract_violation = 4,
    not_settled = 5
};

/// Reads the command line; where it asks for help or is wrong, prints and gives the exit code instead.
std::optional<int> read_options(int argc, char** argv, Options& options);

}  // namespace tillpoints::simulator
