#pragma once
#include <optional>
#include <string>
#include <vector>

#include "plugin/outbox/outbox.hpp"

namespace tillpoints::outbox {

/// What a second process can find out about a database without writing to it.
struct Examination {
    bool started = false;              ///< there is a database, or what is left of one
    std::optional<int> layout;         ///< of the file, also a newer one
    std::optional<std::string> owner;  ///< the process that owns it now, as OwnerLock words it
    std::optional<Problem> problem;    ///< why it cannot be used
    std::vector<std::string> damage;   ///< SQLite's own check of the whole file; empty: sound
};

/// Examines the database whether a process owns it or not. Reads every page, so it takes long for a large
/// file. Never throws; what cannot be examined is the `problem`.
Examination examination_of(const Outbox::Options& options);

}  // namespace tillpoints::outbox
