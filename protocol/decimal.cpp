#include "protocol/decimal.hpp"

#include <limits>

namespace tillpoints {
namespace {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// A decimal split into sign, all its digits, and the position of the point after `exponent` is applied.
struct Digits {
    bool negative = false;
    std::string digits;
    std::int64_t point = 0;
};

std::optional<Digits> split(std::string_view text) {
    Digits out;
    std::size_t i = 0;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) out.negative = text[i++] == '-';
    const std::size_t start = i;
    while (i < text.size() && is_digit(text[i])) out.digits += text[i++];
    if (i == start) return {};
    out.point = static_cast<std::int64_t>(out.digits.size());
    if (i < text.size() && text[i] == '.') {
        const std::size_t fraction = ++i;
        while (i < text.size() && is_digit(text[i])) out.digits += text[i++];
        if (i == fraction) return {};
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        bool negative = false;
        if (i < text.size() && (text[i] == '-' || text[i] == '+')) negative = text[i++] == '-';
        const std::size_t first = i;
        std::int64_t exponent = 0;
        for (; i < text.size() && is_digit(text[i]); ++i)
            if (exponent < 100'000) exponent = exponent * 10 + (text[i] - '0');
        if (i == first) return {};
        out.point += negative ? -exponent : exponent;
    }
    if (i != text.size()) return {};
    return out;
}

}  // namespace

std::optional<std::int64_t> parse_decimal(std::string_view text, int digits, Rounding rounding) {
    const auto parts = split(text);
    if (!parts) return {};
    const std::int64_t keep = parts->point + digits;
    std::uint64_t value = 0;
    constexpr std::uint64_t limit = std::numeric_limits<std::int64_t>::max();
    const auto size = static_cast<std::int64_t>(parts->digits.size());
    const auto push = [&](unsigned digit) {
        if (value > (limit - digit) / 10) return false;
        value = value * 10 + digit;
        return true;
    };
    for (std::int64_t i = 0; i < size && i < keep; ++i)
        if (!push(static_cast<unsigned>(parts->digits[static_cast<std::size_t>(i)] - '0'))) return {};
    if (value != 0)
        for (std::int64_t i = size; i < keep; ++i)
            if (!push(0)) return {};
    bool rest = false;
    for (std::int64_t i = keep < 0 ? 0 : keep; i < size; ++i)
        rest = rest || parts->digits[static_cast<std::size_t>(i)] != '0';
    if (rest && rounding == Rounding::exact) return {};
    const bool half = keep >= 0 && keep < size && parts->digits[static_cast<std::size_t>(keep)] >= '5';
    if (half && rounding == Rounding::half_up) {
        if (value == limit) return {};
        ++value;
    }
    const auto scaled = static_cast<std::int64_t>(value);
    return parts->negative ? -scaled : scaled;
}

std::string format_fixed(std::int64_t scaled, int digits) {
    const bool negative = scaled < 0;
    std::uint64_t value =
        negative ? std::uint64_t{0} - static_cast<std::uint64_t>(scaled) : static_cast<std::uint64_t>(scaled);
    std::string text;
    for (int i = 0; value != 0 || i <= digits; ++i) {
        if (i == digits && digits > 0) text.insert(text.begin(), '.');
        text.insert(text.begin(), static_cast<char>('0' + value % 10));
        value /= 10;
    }
    return negative ? "-" + text : text;
}

std::string format_decimal(std::int64_t scaled, int digits) {
    std::string text = format_fixed(scaled, digits);
    if (digits == 0) return text;
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace tillpoints
