#pragma once
#include <string>

#include "plugin/outbox/seal.hpp"
#include "protocol/error.hpp"

namespace tillpoints::outbox {

/// Reads the installation's key: exactly 32 bytes, else storage_corrupt and the file is kept. An owner's
/// file that others may read is made private.
Result<Key> read_key(const std::string& file);

/// Makes a random key durable under its name, with mode 0600; never leaves half a key under it.
Result<Key> make_key(const std::string& file);

}  // namespace tillpoints::outbox
