#pragma once
#include <string>
#include <vector>

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {

/// A step from one schema to the next.
struct Migration {
    std::string statements;
    /// May processes that do not know the new schema go on beside those that do? Only if what they write
    /// stays right without knowing it: a column that may be null, a table that they need not fill, an index
    /// that is not unique.
    bool beside_older = false;
    /// Run after `statements`, in PostgreSQL's own words, and only there.
    std::string postgres = {};
};

/// Those of this version; there is one more schema than migrations, the empty one.
const std::vector<Migration>& known_migrations();
/// What this version knows; it rises with every migration.
extern const std::int64_t newest_schema;

/// Brings the database to this schema, one migration after another, all or nothing. Throws StorageFailed; a
/// newer schema than the newest is refused untouched, unless processes of this version may go on beside it,
/// and so is a migration beside which older processes that work there now may not go on (storage_busy).
void migrate(Connection& connection, std::int64_t to = newest_schema,
             const std::vector<Migration>& known = known_migrations());

}  // namespace tillpoints::cloud
