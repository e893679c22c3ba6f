#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/money.hpp"

namespace tillpoints {

/// A quantity in thousandths: 0.437 kg is 437, three pieces are 3000.
struct Quantity {
    std::int64_t thousandths = 0;

    friend constexpr auto operator<=>(Quantity, Quantity) = default;
    constexpr bool whole() const { return thousandths % 1000 == 0; }
};

/// 99 999.999, the largest a fiscal register takes for one position.
inline constexpr Quantity max_quantity{99'999'999};

/// A decimal string with at most three decimals, above zero and at most `max_quantity`.
std::optional<Quantity> parse_quantity(std::string_view text);

/// A part of one piece that cannot be weighed, such as a third of a marked pack (tag 1291).
struct Fraction {
    std::int64_t numerator = 1;
    std::int64_t denominator = 1;
    friend constexpr auto operator<=>(Fraction, Fraction) = default;
};

inline constexpr std::int64_t max_denominator = 1000;

/// "1/3": whole numbers, above zero, at most one piece and at most `max_denominator` parts.
std::optional<Fraction> parse_fraction(std::string_view text);
/// "1/3".
std::string to_text(Fraction fraction);

/// "2", "0.437".
inline std::string to_text(Quantity quantity) {
    return format_decimal(quantity.thousandths, 3);
}

/// What a fiscal register computes for a position: price times quantity, half up to the minor unit
/// (tags 1079, 1023 and 1043 must agree this way).
inline Money line_sum(Money price, Quantity quantity) {
    return Money(scale_half_up(price.count, quantity.thousandths, 1000));
}

/// The same for a part of one piece; `price` is that of the whole piece.
inline Money part_sum(Money price, Fraction part) {
    return Money(scale_half_up(price.count, part.numerator, part.denominator));
}

}  // namespace tillpoints
