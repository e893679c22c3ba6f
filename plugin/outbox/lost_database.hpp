#pragma once
#include <optional>
#include <string>
#include <vector>

#include "plugin/outbox/outbox.hpp"

namespace tillpoints::outbox {

/// Why no database may be made here: the key or the log of one is there, but the database itself is missing
/// or has 0 bytes. Nothing if there is a database, or if none was ever made.
std::optional<Problem> lost_database(const Outbox::Options& options);

/// The same problem for a database file that SQLite opens but that holds nothing.
Problem lost_content();

/// Renames what is left of the database, its log and its key, so that the next start makes new ones. Gives
/// the new names.
std::vector<std::string> rename_remains(const Outbox::Options& options, Timestamp now);

}  // namespace tillpoints::outbox
