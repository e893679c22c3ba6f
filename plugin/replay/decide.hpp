#pragma once
#include <variant>

#include "plugin/entries/entry.hpp"
#include "plugin/replay/policy.hpp"
#include "plugin/replay/scan.hpp"
#include "protocol/loyalty/messages.hpp"

namespace tillpoints::replay {

/// Nothing to do: final, or parked until a person acts.
struct Rest {};

/// Not before this moment of the terminal's clock.
struct Wait {
    Timestamp until;
};

/// Store `entry` first: from then on its outcome is unclear. Only then send `call`.
struct Send {
    OutboxEntry entry;
    loyalty::Call call;
};

/// Page through the cloud's operations and hand the scan to `learn`.
struct LookUp {
    Look look;
};

/// The network is not needed: store `entry`, that is all.
struct Settle {
    OutboxEntry entry;
};

using Decision = std::variant<Rest, Wait, Send, LookUp, Settle>;

/// The next step for one entry, as if it stood alone; who goes first is `schedule.hpp`'s business.
Decision decide(const OutboxEntry& entry, Now now, const Policy& policy);

}  // namespace tillpoints::replay
