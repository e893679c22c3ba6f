#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "plugin/config/config.hpp"
#include "plugin/log/log.hpp"
#include "plugin/runtime/clock.hpp"
#include "plugin/runtime/cloud_line.hpp"
#include "plugin/runtime/decisions.hpp"
#include "plugin/runtime/disk.hpp"
#include "plugin/runtime/loop.hpp"

namespace tillpoints {

/// What desk and courier stand on: threads, SQLite and HTTPS in the product, models in the simulation.
/// Everything outlives them.
struct Ground {
    const Config& config;
    Loop& loop;
    Clock& clock;
    CloudLine& line;
    Disk& disk;
    Log& log;
    std::function<std::string()> fresh_uuid;
    std::function<std::uint64_t()> dice;  ///< any number: what spreads the waiting of many terminals
    Decisions decisions = {};
};

}  // namespace tillpoints
