#pragma once
#include <memory>

#include "plugin/config/config.hpp"
#include "plugin/runtime/runtime.hpp"
#include "tillpoints/tillpoints.h"

namespace tillpoints::abi {

/// The C structure with what stands behind it.
struct Instance : tillpoints_instance {
    static constexpr std::uint32_t alive = 0x54504C49;

    Instance(const tillpoints_host& the_host, std::chrono::milliseconds deadline);

    std::uint32_t mark = alive;
    tillpoints_host host;
    std::chrono::milliseconds default_deadline;
    std::unique_ptr<Runtime> runtime;
};

/// The instance behind a host's pointer; null when it is none of ours.
Instance* instance_of(tillpoints_instance* pointer);

}  // namespace tillpoints::abi
