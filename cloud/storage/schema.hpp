#pragma once
#include "cloud/storage/database.hpp"

namespace tillpoints::cloud {

/// Brings the database to this version's schema, one migration after another, all or nothing. Throws
/// StorageFailed; a newer schema is refused untouched.
void migrate(Database& database);

}  // namespace tillpoints::cloud
