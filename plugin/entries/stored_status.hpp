#pragma once
#include "plugin/entries/entry_status.hpp"

namespace tillpoints {

/// A status as it was written down: for what reads entries from a disk, and for tests that begin in the
/// middle of an entry's life. It asks no transition table.
EntryStatus stored_status(EntryState state, std::optional<Parking> parking = {},
                          std::optional<Money> earlier_loss = {});

}  // namespace tillpoints
