#pragma once
#include <optional>
#include <set>
#include <vector>

#include "plugin/facts/fact.hpp"
#include "plugin/replay/policy.hpp"

/// Who goes first. The queue is in order of storing; facts of one customer keep that order, a fact waits for
/// the one it stands on, and a parked fact holds up only what stands on it.
namespace tillpoints::replay {

/// Promised offline and not yet on paper: the receipt's end decides whether it is sent at all.
bool awaits_its_receipt(const Fact& fact);

/// Something is left to do for it by replay now (not by a person, not by the register).
bool is_live(const Fact& fact);

/// A fact of an earlier run: what was counted on a clock that may have been set since is counted anew.
Fact resumed(Fact fact, Now now);

/// The first facts that may take their next step now, at most `most`, in order. `busy` are in flight. Facts
/// of different customers go side by side; of one customer's only withdrawals go beside another.
std::vector<std::size_t> due_now(const std::vector<Fact>& queue, const std::set<FactId>& busy, Now now,
                                 std::size_t most);

/// When the earliest fact that only waits for its time may go on; nothing if none does.
std::optional<Timestamp> next_time(const std::vector<Fact>& queue, const std::set<FactId>& busy);

/// A refund made ready by what became of its sale and of the returns before it. `instead`: the award that
/// stands in the place of a redemption the cloud refused; of such a sale no points come back.
struct Prepared {
    Fact fact;
    bool ready = false;  ///< false: `fact` was ended, parked or put off instead, and is to be stored
};
Prepared prepare_refund(Fact refund, const std::optional<Fact>& purchase, const std::vector<Fact>& refunds,
                        Now now, const Policy& policy, const std::optional<Fact>& instead = {});

}  // namespace tillpoints::replay
