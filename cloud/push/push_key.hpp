#pragma once
#include <memory>

#include "cloud/keys/key_files.hpp"
#include "protocol/timestamp.hpp"

namespace tillpoints::cloud {

/// The key by which push services know the shop (VAPID, RFC 8292). From any thread.
class PushKey {
  public:
    /// PEM of a private key of P-256. A problem names the file and what to do.
    static Result<PushKey> read(const std::string& path);
    /// A new one, as its file holds it. Throws std::runtime_error.
    static std::string new_pem();

    /// As a page gives it to its browser: base64 for addresses.
    const std::string& public_text() const { return public_text_; }
    /// The header `Authorization` for a push service: `audience` is its origin, `contact` how its people
    /// reach the shop. Good for twelve hours. Throws std::runtime_error.
    std::string authorization(const std::string& audience, const std::string& contact, Timestamp now) const;

  private:
    PushKey() = default;

    std::shared_ptr<EVP_PKEY> key_;
    std::string public_text_;
};

}  // namespace tillpoints::cloud
