#pragma once
#include <memory>

#include "cloud/app/options.hpp"
#include "cloud/service/service.hpp"

namespace tillpoints::cloud {

/// The books the command line names: of the PostgreSQL server, or in the directory. Throws StorageFailed;
/// std::runtime_error if `existing` and there are none in the directory.
std::unique_ptr<Storage> open_books(const Options& options, bool existing);

/// The operating system's time.
Timestamp real_time();

/// Prints every problem to stderr. Answers the exit status of a command line that cannot work.
int complain(const Problems& problems);

}  // namespace tillpoints::cloud
