#pragma once
#include <memory>

#include "plugin/ports/outbox_executor.hpp"
#include "tests/simulation/mutation.hpp"
#include "tests/simulation/power.hpp"

namespace tillpoints::simulation {

/// A disk that says "durable" too early, for the mutations that do; nothing for the others.
std::unique_ptr<OutboxExecutor> wrong_disk(Mutation mutation, OutboxExecutor& disk, Power& power);

}  // namespace tillpoints::simulation
