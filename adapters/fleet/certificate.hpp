#pragma once
#include <optional>
#include <string>

namespace tillpoints::fleet {

/// The SHA-256 of the first certificate of a PEM text, as `tillpoints setup` and `openssl x509 -fingerprint`
/// write it: "AB:CD:..."; nothing if there is no certificate.
std::optional<std::string> fingerprint_of_pem(const std::string& pem);

}  // namespace tillpoints::fleet
