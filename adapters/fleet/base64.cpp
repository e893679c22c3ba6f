#include "adapters/fleet/base64.hpp"

#include <openssl/evp.h>

#include "adapters/fleet/bytes.hpp"

namespace tillpoints::fleet {
std::string base64_of(std::string_view bytes) {
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), raw(bytes),
                                     static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::optional<std::string> bytes_of_base64(std::string_view text) {
    if (text.empty() || text.size() % 4 != 0) return {};
    std::string out(text.size() / 4 * 3, '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()), raw(text),
                                     static_cast<int>(text.size()));
    if (size < 0) return {};
    const auto padding = text.ends_with("==") ? 2u : text.ends_with('=') ? 1u : 0u;
    out.resize(static_cast<std::size_t>(size) - padding);
    // Only the one text that stands for these bytes: OpenSSL skips white space and bits that do not count.
    return base64_of(out) == text ? std::optional(out) : std::nullopt;
}

}  // namespace tillpoints::fleet
