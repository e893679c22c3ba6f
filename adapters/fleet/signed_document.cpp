#include "adapters/fleet/signed_document.hpp"

#include "adapters/fleet/members.hpp"

namespace tillpoints::fleet {
namespace {

/// What is signed. The kind is in it, so that a document of one kind cannot be passed off as another.
std::string message_of(const std::string& kind, const std::string& payload) {
    return "tillpoints-fleet/1\n" + kind + "\n" + payload;
}

}  // namespace

std::string signed_document(const SigningKey& key, const std::string& kind, const std::string& payload) {
    return nlohmann::json({{"format", 1},
                           {"kind", kind},
                           {"payload", payload},
                           {"signature", key.sign(message_of(kind, payload))}})
        .dump();
}

std::optional<std::string> verified_payload(const std::string& document, const std::string& kind,
                                            const std::string& public_key) {
    const auto json = nlohmann::json::parse(document, nullptr, false);
    if (!json.is_object() || text_member(json, "kind") != kind) return {};
    const auto payload = text_member(json, "payload");
    if (!verifies(public_key, message_of(kind, payload), text_member(json, "signature"))) return {};
    return payload;
}

}  // namespace tillpoints::fleet
