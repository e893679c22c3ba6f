#pragma once
#include "cloud/app/options.hpp"
#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {

/// The books the command line names: of the PostgreSQL server, or in the directory. Throws StorageFailed.
std::unique_ptr<Storage> open_books(const Options& options);

}  // namespace tillpoints::cloud
