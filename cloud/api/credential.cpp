#include "cloud/api/credential.hpp"

namespace tillpoints::cloud {
namespace {

std::string base64(std::string_view bytes) {
    static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto at = [&](std::size_t j) {
            return j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0u;
        };
        const std::uint32_t group = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
        for (std::size_t j = 0; j < 4; ++j)
            out += i + j <= bytes.size() ? digits[group >> (18 - 6 * j) & 63] : '=';
    }
    return out;
}

}  // namespace

std::string basic_credential(std::int64_t company, std::string_view key) {
    return "Basic " + base64(std::to_string(company) + ":" + std::string(key));
}

bool same_secret(std::string_view expected, std::string_view given) {
    unsigned difference = expected.size() == given.size() ? 0 : 1;
    for (std::size_t i = 0; i < expected.size(); ++i)
        difference |= static_cast<unsigned char>(expected[i] ^ (i < given.size() ? given[i] : 0));
    return difference == 0;
}

}  // namespace tillpoints::cloud
