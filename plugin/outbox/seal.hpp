#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tillpoints::outbox {

using Key = std::array<unsigned char, 32>;

/// Seals records with AES-256-GCM and hashes identities with HMAC-SHA256, under two keys derived from the
/// installation's one. A failure of the library throws std::runtime_error. Keys are wiped on destruction.
class Sealer {
  public:
    explicit Sealer(const Key& installation_key);
    ~Sealer();
    Sealer(const Sealer&) = delete;
    Sealer& operator=(const Sealer&) = delete;

    /// version (1 byte) | nonce (12) | ciphertext | tag (16); `associated` is authenticated but not stored.
    std::string seal(std::string_view plain, std::string_view associated) const;
    /// Nothing if a byte of either text was changed or another key sealed it.
    std::optional<std::string> open(std::string_view sealed, std::string_view associated) const;

    std::string identity_hash(std::string_view identity) const;

  private:
    Key seal_key_;
    Key identity_key_;
};

/// Overwrites a key in memory.
void wipe(Key& key);
Key random_key();

}  // namespace tillpoints::outbox
