#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_cipher_ctx_st;
struct evp_mac_ctx_st;

namespace tillpoints::outbox {

using Key = std::array<unsigned char, 32>;

struct FreeCipherContext {
    void operator()(evp_cipher_ctx_st* context) const;
};
struct FreeMacContext {
    void operator()(evp_mac_ctx_st* context) const;
};

/// Seals records with AES-256-GCM and hashes identities with HMAC-SHA256, under two keys derived from the
/// installation's one. A failure of the library throws std::runtime_error. Keys are wiped on destruction. The
/// contexts are prepared once, because fetching algorithms and expanding keys costs more than sealing a
/// record.
class Sealer {
  public:
    explicit Sealer(const Key& installation_key);
    ~Sealer();
    Sealer(const Sealer&) = delete;
    Sealer& operator=(const Sealer&) = delete;

    /// Like `open`, on one thread at a time.
    /// version (1 byte) | nonce (12) | ciphertext | tag (16); `associated` is authenticated but not stored.
    std::string seal(std::string_view plain, std::string_view associated) const;
    /// Nothing if a byte of either text was changed or another key sealed it.
    std::optional<std::string> open(std::string_view sealed, std::string_view associated) const;

    /// On any thread.
    std::string identity_hash(std::string_view identity) const;

  private:
    std::unique_ptr<evp_cipher_ctx_st, FreeCipherContext> sealing_;
    std::unique_ptr<evp_cipher_ctx_st, FreeCipherContext> opening_;
    std::unique_ptr<evp_mac_ctx_st, FreeMacContext> hashing_;  ///< copied for each hash
};

/// Overwrites a key in memory.
void wipe(Key& key);
Key random_key();

}  // namespace tillpoints::outbox
