#pragma once
#include <string>

#include "plugin/outbox/seal.hpp"
#include "protocol/error.hpp"

namespace tillpoints::outbox {

/// Reads the installation's key: exactly 32 bytes, else storage_corrupt, and the file is not changed. If
/// other users may read a file of ours, its mode is set to 0600.
Result<Key> read_key(const std::string& file);

/// Makes a file with a random key, mode 0600, durable. A crash never leaves an incomplete key under this
/// name.
Result<Key> make_key(const std::string& file);

/// A new installation's key has this name until its database is durable, so that a key under its own name has
/// always had a database.
std::string unconfirmed(const std::string& key_file);
/// Gives an unconfirmed key its own name, durably.
void confirm_key(const std::string& key_file);

}  // namespace tillpoints::outbox
