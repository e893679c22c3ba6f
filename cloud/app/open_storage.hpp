#pragma once
#include <memory>

#include "cloud/api/service.hpp"
#include "cloud/app/options.hpp"

namespace tillpoints::cloud {

/// Opens the database that the command line names: of a PostgreSQL server, or in the directory. Throws
/// StorageFailed; std::runtime_error if `existing` and there is none in the directory.
std::unique_ptr<Storage> open_storage(const Options& options, bool existing);

/// The operating system's time.
Timestamp system_time();

/// Prints every problem to stderr. Returns the exit status of a command line that cannot work.
int print_problems(const Problems& problems);

}  // namespace tillpoints::cloud
