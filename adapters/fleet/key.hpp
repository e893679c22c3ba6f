#pragma once
#include <optional>
#include <string>
#include <string_view>

/// Ed25519 keys. Those of the public half are base64 of 32 bytes, signatures base64 of 64 bytes.
namespace tillpoints::fleet {

/// The key an operator signs with.
class SigningKey {
  public:
    static SigningKey fresh();
    /// Nothing if the text is no such key.
    static std::optional<SigningKey> from_pem(const std::string& pem);

    const std::string& pem() const { return pem_; }
    const std::string& public_key() const { return public_key_; }
    std::string sign(std::string_view message) const;

  private:
    SigningKey(std::string pem, std::string public_key)
        : pem_(std::move(pem)), public_key_(std::move(public_key)) {}
    std::string pem_;
    std::string public_key_;
};

/// False for a signature by another key, or one that is none.
bool verifies(const std::string& public_key, std::string_view message, const std::string& signature);

bool is_public_key(const std::string& text);

}  // namespace tillpoints::fleet
