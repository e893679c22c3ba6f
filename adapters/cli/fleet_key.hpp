#pragma once
#include <string>

#include "adapters/fleet/key.hpp"

namespace tillpoints::cli {

/// The operator's key in this file, which is made if it is not there. Throws BadInput for a file that is no
/// such key or that others may read.
fleet::SigningKey key_of_operator(const std::string& file);

}  // namespace tillpoints::cli
