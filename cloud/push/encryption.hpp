#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "cloud/keys/key_files.hpp"

/// Messages that only one browser can read: aes128gcm of RFC 8188 with the keys of RFC 8291. Keys of P-256
/// are uncompressed points, 65 bytes.
namespace tillpoints::cloud {

inline constexpr std::size_t push_secret_size = 16;
/// What is left of the 4096 bytes that every push service takes.
inline constexpr std::size_t longest_push_text = 3993;

/// A new pair of keys. Throws std::runtime_error.
PrivateKey new_push_key();
/// The public half. Throws std::runtime_error for a key of another kind.
std::string public_point(EVP_PKEY* key);
/// The key with this point; nothing if it is none on the curve.
PrivateKey key_of_point(std::string_view point);

/// Whom a message is for.
struct PushReader {
    std::string point;   ///< the browser's public key
    std::string secret;  ///< push_secret_size bytes
};

/// The body of the request. `own` must be new for each message, `salt` 16 new random bytes. Throws
/// std::runtime_error if the reader's key is none, or the text is longer than `longest_push_text`.
std::string encrypted_push(std::string_view text, const PushReader& reader, EVP_PKEY* own,
                           std::string_view salt);

}  // namespace tillpoints::cloud
