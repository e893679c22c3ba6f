#include "cloud/people/totp.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

#include "cloud/api/credential.hpp"
#include "protocol/loyalty/target.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::string_view base32_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr int secret_letters = 32;  // 160 bits

std::optional<std::string> from_base32(std::string_view text) {
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char letter : text) {
        const auto digit = base32_digits.find(letter);
        if (digit == std::string_view::npos) return {};
        bits = (bits << 5 | static_cast<std::uint32_t>(digit)) & 0xFFF;
        count += 5;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>(bits >> count & 0xFF);
    }
    return bytes;
}

std::uint32_t truncated_hmac(const std::string& key, std::int64_t step) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[7 - i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (8 * i) & 0xFF);
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned int size = 0;
    if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(), counter.size(), mac.data(),
             &size) == nullptr)
        throw std::runtime_error("no HMAC here");
    const std::size_t at = mac[size - 1] & 15;
    return (mac[at] & 0x7Fu) << 24 | static_cast<std::uint32_t>(mac[at + 1]) << 16 |
           static_cast<std::uint32_t>(mac[at + 2]) << 8 | mac[at + 3];
}

}  // namespace

std::string new_totp_secret(const Randomness& randomness) {
    std::string out;
    for (int i = 0; i < secret_letters; ++i) out += base32_digits[randomness() & 31];
    return out;
}

std::optional<std::string> totp_code(const std::string& secret, std::int64_t step, int digits) {
    const auto key = from_base32(secret);
    if (!key) return {};
    auto number = std::to_string(truncated_hmac(*key, step));
    const auto wanted = static_cast<std::size_t>(digits);
    number.insert(0, number.size() < wanted ? wanted - number.size() : 0, '0');
    return number.substr(number.size() - wanted);
}

std::optional<std::int64_t> totp_step_of(const std::string& secret, std::string_view code, Timestamp now,
                                         std::int64_t after) {
    const auto present = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() / 30;
    for (const auto step : {present, present - 1, present + 1}) {
        const auto right = totp_code(secret, step);
        if (step > after && right && same_secret(*right, code)) return step;
    }
    return {};
}

std::string totp_uri(const std::string& secret, const std::string& login) {
    constexpr std::size_t longest_label = 20;  // the QR codes drawn here hold 106 bytes
    return "otpauth://totp/Tillpoints:" + loyalty::percent_encode(login.substr(0, longest_label)) +
           "?secret=" + secret + "&issuer=Tillpoints";
}

}  // namespace tillpoints::cloud
