#pragma once
#include "plugin/entries/entry.hpp"

/// The moves of an entry from state to state: the table of ARCHITECTURE.md, "An entry's life". Nothing else
/// changes the state or the parking of an entry.
namespace tillpoints {

/// True where the table has the move. An entry may be parked in every state, parked again among them: the
/// register may report at any time that it printed something other than what was redeemed or awarded.
bool may_move(EntryState from, EntryState to);

/// Each throws std::logic_error, and leaves the entry as it was, where the table does not have the move.

/// To any state but parked. A parking ends with it.
void move_to(OutboxEntry& entry, EntryState to);
/// A person must look at it, for this reason.
void park(OutboxEntry& entry, Parking parking);
/// A person gave it up: `to` is cancelled or written_off, `parking` keeps who, why and the loss.
void give_up(OutboxEntry& entry, EntryState to, Parking parking);

}  // namespace tillpoints
