#include "protocol/phone.hpp"

#include <algorithm>

#include "protocol/numbering.hpp"

namespace tillpoints {
namespace {

struct Typed {
    std::string digits;
    bool plus = false;
};

/// What is left without spaces, dashes and brackets; nothing if there is anything else.
std::optional<Typed> digits_of(std::string_view typed) {
    if (typed.size() > 40) return {};
    Typed out;
    for (const char c : typed) {
        if (c >= '0' && c <= '9') {
            out.digits += c;
        } else if (c == '+' && out.digits.empty() && !out.plus) {
            out.plus = true;
        } else if (c != ' ' && c != '-' && c != '(' && c != ')' && c != '.') {
            return {};
        }
    }
    return out;
}

/// A number typed without '+' is one of the +7 zone, with or without its prefix 7 or 8. Empty: it is none.
std::string international(const Typed& typed) {
    const auto& digits = typed.digits;
    if (typed.plus) return digits;
    if (digits.size() == 10) return "7" + digits;
    if (digits.size() == 11 && (digits[0] == '7' || digits[0] == '8')) return "7" + digits.substr(1);
    return {};
}

}  // namespace

std::optional<Phone> Phone::parse(std::string_view typed) {
    const auto read = digits_of(typed);
    const auto digits = read ? international(*read) : std::string();
    if (!is_subscriber_number(digits)) return {};
    return Phone("+" + digits);
}

std::optional<Phone> Phone::from_e164(std::string_view text) {
    if (text.size() < 9 || text.size() > 16 || text[0] != '+' || text[1] == '0') return {};
    if (!std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; })) return {};
    return Phone(std::string(text));
}

std::string Phone::read_as(std::string_view typed) {
    const auto read = digits_of(typed);
    if (!read || read->digits.empty()) return "no telephone number";
    const auto digits = international(*read);
    if (digits.empty()) return std::to_string(read->digits.size()) + " digits without a country code";
    const auto* country = country_code_of(digits);
    if (!country) return "a number of country +" + digits.substr(0, 2) + "..., which does not exist";
    const auto national = digits.substr(country->digits.size());
    const auto length = static_cast<int>(national.size());
    if (length < country->least || length > country->most)
        return std::to_string(length) + " digits after +" + std::string(country->digits);
    return "a number of country +" + std::string(country->digits) + " that begins with " +
           national.substr(0, 2);
}

std::string Phone::masked() const {
    const std::size_t size = text_.size();
    const auto* country = country_code_of(std::string_view(text_).substr(1));
    const std::string code = country ? std::string(country->digits) : text_.substr(1, 2);
    return "+" + code + " *** *** " + text_.substr(size - 4, 2) + " " + text_.substr(size - 2);
}

}  // namespace tillpoints
