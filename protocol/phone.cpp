#include "protocol/phone.hpp"

namespace tillpoints {

std::optional<Phone> Phone::parse(std::string_view typed) {
    if (typed.size() > 40) return {};
    std::string digits;
    bool plus = false;
    for (const char c : typed) {
        if (c >= '0' && c <= '9') {
            digits += c;
        } else if (c == '+' && digits.empty() && !plus) {
            plus = true;
        } else if (c != ' ' && c != '-' && c != '(' && c != ')' && c != '.') {
            return {};
        }
    }
    if (!plus) {
        if (digits.size() == 11 && digits[0] == '8') digits[0] = '7';
        if (digits.size() == 10) digits.insert(digits.begin(), '7');
        if (digits.size() != 11 || digits[0] != '7') return {};
    }
    if (digits.size() < 8 || digits.size() > 15 || digits[0] == '0') return {};
    if (digits[0] == '7' && digits.size() != 11) return {};
    return Phone("+" + digits);
}

std::string Phone::masked() const {
    const std::size_t size = text_.size();
    const std::string country = text_[1] == '7' ? "+7" : text_.substr(0, 3);
    return country + " *** *** " + text_.substr(size - 4, 2) + " " + text_.substr(size - 2);
}

}  // namespace tillpoints
