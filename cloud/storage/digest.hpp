#pragma once
#include <string>

#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {

/// Sixteen hexadecimal digits over all customers, operations and postings: equal for equal data. It serves to
/// compare databases, not to protect them.
std::string digest_of(Transaction& db);

}  // namespace tillpoints::cloud
