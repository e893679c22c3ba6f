#include "protocol/quantity.hpp"

namespace tillpoints {

std::optional<Quantity> parse_quantity(std::string_view text) {
    if (text.size() > 32) return {};
    const auto value = parse_decimal(text, 3, Rounding::exact);
    if (!value || *value <= 0 || Quantity{*value} > max_quantity) return {};
    return Quantity{*value};
}

std::optional<Fraction> parse_fraction(std::string_view text) {
    const auto slash = text.find('/');
    const auto digits_only = text.find_first_not_of("0123456789/") == std::string_view::npos;
    if (slash == std::string_view::npos || text.size() > 32 || !digits_only) return {};
    const auto numerator = parse_decimal(text.substr(0, slash), 0, Rounding::exact);
    const auto denominator = parse_decimal(text.substr(slash + 1), 0, Rounding::exact);
    if (!numerator || !denominator) return {};
    if (*numerator <= 0 || *numerator > *denominator || *denominator > max_denominator) return {};
    return Fraction{*numerator, *denominator};
}

std::string to_text(Fraction fraction) {
    return std::to_string(fraction.numerator) + "/" + std::to_string(fraction.denominator);
}

}  // namespace tillpoints
