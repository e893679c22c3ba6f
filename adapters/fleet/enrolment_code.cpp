#include "adapters/fleet/enrolment_code.hpp"

namespace tillpoints::fleet {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t group = 4;
constexpr std::size_t length = 20;

char meant(char typed) {
    if (typed >= 'a' && typed <= 'z') typed = static_cast<char>(typed - 'a' + 'A');
    if (typed == 'O') return '0';
    return typed == 'I' || typed == 'L' ? '1' : typed;
}

}  // namespace

std::string EnrolmentCode::text() const {
    std::string out = id;
    for (std::size_t at = 0; at < secret.size(); at += group) out += "-" + secret.substr(at, group);
    return out;
}

EnrolmentCode code_of_bytes(std::string_view bytes) {
    std::string all;
    for (const char byte : bytes.substr(0, length))
        all += alphabet[static_cast<unsigned char>(byte) % alphabet.size()];
    return {all.substr(0, group), all.substr(group)};
}

std::optional<EnrolmentCode> read_code(std::string_view typed) {
    std::string all;
    for (const char each : typed) {
        if (each == '-' || each == ' ') continue;
        const char character = meant(each);
        if (alphabet.find(character) == std::string_view::npos || all.size() == length) return {};
        all += character;
    }
    if (all.size() != length) return {};
    return EnrolmentCode{all.substr(0, group), all.substr(group)};
}

}  // namespace tillpoints::fleet
