#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "plugin/config/config.hpp"
#include "plugin/log/log.hpp"
#include "plugin/ports/clock.hpp"
#include "plugin/ports/decisions.hpp"
#include "plugin/ports/loop.hpp"
#include "plugin/ports/loyalty_provider.hpp"
#include "plugin/ports/outbox_executor.hpp"

namespace tillpoints {

/// How much of the queue is held in memory. What goes beyond it waits on the disk and is read in when fewer
/// than `refill_below` entries are left that replay can bring on.
struct QueueWindow {
    std::size_t most = 2'000;
    std::size_t refill_below = 100;
};

/// What dispatcher and sender stand on: threads, SQLite and HTTPS in the product, models in the simulation.
/// Everything outlives them.
struct RuntimeEnv {
    const Config& config;
    Loop& loop;
    Clock& clock;
    LoyaltyProvider& provider;
    OutboxExecutor& executor;
    Log& log;
    std::function<std::string()> fresh_uuid;
    std::function<std::uint64_t()> dice;  ///< any number: spreads the pauses of many terminals
    Decisions decisions = {};
    QueueWindow window = {};
};

}  // namespace tillpoints
