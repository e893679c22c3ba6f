#pragma once
#include <optional>
#include <set>
#include <vector>

#include "plugin/entries/entry.hpp"
#include "plugin/replay/policy.hpp"

/// The order of sending. The queue is in order of storing. Entries of one customer keep that order, an entry
/// waits for the one it names in `after`, and a parked entry holds up only the entries that name it.
namespace tillpoints::replay {

/// An offline redemption whose receipt is not printed yet: the end of the receipt decides whether it is sent.
bool awaits_its_receipt(const OutboxEntry& entry);

/// Replay has something left to do for it (no person and no register must act first).
bool is_live(const OutboxEntry& entry);

/// An entry of an earlier run. The terminal's clock may have been set since, so times that were measured by
/// it are measured anew from now on.
OutboxEntry resumed(OutboxEntry entry, Now now);

/// The first entries that may take their next step now, at most `most`, in order. `busy` are in flight.
/// Entries of different customers go side by side; of one customer's only withdrawals go beside another.
std::vector<std::size_t> due_now(const EntryQueue& queue, const std::set<EntryId>& busy, Now now,
                                 std::size_t most);

/// When the earliest entry that only waits for its time may go on; nothing if none does.
std::optional<Timestamp> next_time(const EntryQueue& queue, const std::set<EntryId>& busy);

/// How many entries replay can bring on by itself, now or later. Not counted: what is over, parked or held up
/// by a parked entry, an offline redemption whose receipt is open, and a return that waits for its sale.
std::size_t moving(const EntryQueue& queue);

/// A refund with what is known now of its sale and of the returns before it. `instead`: the award that
/// replaces an offline redemption the cloud refused; no points come back of such a sale.
struct Prepared {
    OutboxEntry entry;
    bool ready = false;  ///< false: `entry` was ended, parked or put off instead, and is to be stored
};
Prepared prepare_refund(OutboxEntry refund, const std::optional<OutboxEntry>& purchase,
                        const std::vector<OutboxEntry>& refunds, Now now, const Policy& policy,
                        const std::optional<OutboxEntry>& instead = {});

}  // namespace tillpoints::replay
