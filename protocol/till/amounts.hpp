#pragma once
#include <optional>
#include <string_view>

#include "protocol/money.hpp"
#include "protocol/quantity.hpp"

/// How the price, the quantity and the sum of a line fit together.
namespace tillpoints::till {

/// The sum is what the customer pays, whatever the other two say.
enum class Amounts {
    agree,          ///< price times quantity, or price times the fraction, is the sum
    rounded_price,  ///< the sum belongs to a unit price with more decimals, which `price` gives rounded
    disagree,       ///< neither: nothing is known of the line but its sum
};

/// Takes any values, those of a broken register too.
Amounts compare_amounts(Money price, Quantity quantity, const std::optional<Fraction>& part, Money sum);

template <class Line>
Amounts amounts_of(const Line& line) {
    return compare_amounts(line.price, line.quantity, line.part, line.sum);
}

/// The sum that a line without a sum of its own would have. Both arguments must be within their bounds.
Money sum_by_price(Money price, Quantity quantity, const std::optional<Fraction>& part);

/// For explanations, replies and the journal; empty if the amounts agree.
std::string_view reason_of(Amounts amounts);

}  // namespace tillpoints::till
