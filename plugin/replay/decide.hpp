#pragma once
#include <variant>

#include "plugin/entries/entry.hpp"
#include "plugin/replay/findings.hpp"
#include "plugin/replay/policy.hpp"

namespace tillpoints::replay {

/// Nothing to do: final, or parked until a person acts.
struct Rest {};

/// Not before this moment of the terminal's clock.
struct Wait {
    Timestamp until;
};

/// Store `entry` first: from then on its outcome is unclear. Only then submit it, or refund it.
struct Send {
    OutboxEntry entry;
};

/// Look for the operation in the cloud and hand the findings to `learn`.
struct LookUp {
    Look look;
};

/// The network is not needed: store `entry`, that is all.
struct Settle {
    OutboxEntry entry;
};

using Decision = std::variant<Rest, Wait, Send, LookUp, Settle>;

/// The next step for one entry, regardless of other entries; `schedule.hpp` decides their order.
Decision decide(const OutboxEntry& entry, Now now, const Policy& policy);

}  // namespace tillpoints::replay
