#pragma once
#include <string>
#include <string_view>

#include "plugin/outbox/database.hpp"
#include "protocol/error.hpp"

namespace tillpoints::outbox {

/// The newest layout that this version knows; a file's layout is its user_version.
inline constexpr int schema_version = 3;

/// Entries with something left to do. SQLite uses the partial index only for queries with exactly this text.
inline constexpr std::string_view unsettled_predicate =
    "(state IN ('pending','sent','reversing','reversal_sent','parked') OR (state='confirmed' AND "
    "wanted='withdraw'))";

/// The layout of a freshly opened file: 0 for an empty one. storage_newer or storage_corrupt (not a database,
/// or not an outbox) if the file must not be changed; nothing was written then.
Result<int> examine(Database& database);

/// Sets what every connection needs.
void configure(Database& database, Database::Access access);

/// Brings a file from layout `from` to the newest, each step in a transaction of its own, and moves the
/// result out of the log so that the file's own header tells its layout. A new file remembers `key_check`.
void migrate(Database& database, int from, const std::string& key_check);

/// The hash by which the database recognizes its key.
std::string key_check(Database& database);

}  // namespace tillpoints::outbox
