#pragma once
#include <memory>

#include "plugin/runtime/disk.hpp"
#include "tests/simulation/mutation.hpp"
#include "tests/simulation/power.hpp"

namespace tillpoints::simulation {

/// A disk that says "durable" too early, for the mutations that do; nothing for the others.
std::unique_ptr<Disk> wrong_disk(Mutation mutation, Disk& disk, Power& power);

}  // namespace tillpoints::simulation
