#pragma once
#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {

/// What this version knows; it rises with every migration.
extern const std::int64_t newest_schema;

/// Brings the database to this schema, one migration after another, all or nothing. Throws StorageFailed; a
/// newer schema than the newest is refused untouched.
void migrate(Connection& connection, std::int64_t to = newest_schema);

}  // namespace tillpoints::cloud
