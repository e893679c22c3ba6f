#pragma once
#include <optional>
#include <string>

#include "adapters/fleet/key.hpp"

/// What an operator signs: `{"format":1,"kind":...,"payload":text,"signature":base64}` (protocol/FLEET.md).
/// The signature covers kind and payload as they stand, so that nothing has to be written anew to verify it.
/// Pure.
namespace tillpoints::fleet {

inline constexpr const char* release_kind = "release";
inline constexpr const char* enrolment_kind = "enrolment";

std::string signed_document(const SigningKey& key, const std::string& kind, const std::string& payload);

/// The payload if the document is of this kind and was signed by this key.
std::optional<std::string> verified_payload(const std::string& document, const std::string& kind,
                                            const std::string& public_key);

}  // namespace tillpoints::fleet
