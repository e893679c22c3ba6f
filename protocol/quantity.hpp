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

/// "2", "0.437".
inline std::string to_text(Quantity quantity) {
    return format_decimal(quantity.thousandths, 3);
}

/// What a fiscal register computes for a position: price times quantity, half up to the minor unit
/// (tags 1079, 1023 and 1043 must agree this way).
inline Money line_sum(Money price, Quantity quantity) {
    return Money(scale_half_up(price.count, quantity.thousandths, 1000));
}

}  // namespace tillpoints
