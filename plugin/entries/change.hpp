#pragma once
#include "plugin/entries/entry.hpp"

namespace tillpoints {

/// What a receipt asks of an entry that is stored already.
struct EntryChange {
    struct Withdraw {};  ///< it is no longer wanted
    struct MarkPrinted {};
    struct Park {
        Parking parking;
    };
    EntryId entry;
    std::variant<Withdraw, MarkPrinted, Park> what;
};

/// The entry with the change made.
OutboxEntry changed(OutboxEntry entry, const EntryChange& change);

}  // namespace tillpoints
