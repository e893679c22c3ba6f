#include "protocol/till/amounts.hpp"

#include "protocol/wide.hpp"

namespace tillpoints::till {
namespace {

/// Beside a fraction the quantity is one piece (tag 1023), or the fraction in thousandths.
bool fits_part(Quantity quantity, Fraction part) {
    const auto exact = 1000 * part.numerator;
    const auto down = exact / part.denominator;
    return quantity.thousandths == 1000 || quantity.thousandths == down ||
           (quantity.thousandths == down + 1 && exact % part.denominator != 0);
}

/// A unit price that is rounded half up to `price` gives `sum`, rounded half up.
bool is_rounded_price(Money price, Quantity quantity, Money sum) {
    const Wide lowest = (2 * Wide(price.count) - 1) * quantity.thousandths;
    const Wide highest = (2 * Wide(price.count) + 1) * quantity.thousandths;
    return lowest < (2 * Wide(sum.count) + 1) * 1000 && highest > (2 * Wide(sum.count) - 1) * 1000;
}

bool within_bounds(Money price, Quantity quantity, Money sum) {
    return price >= Money() && price <= max_money && sum >= Money() && sum <= max_money &&
           quantity > Quantity() && quantity <= max_quantity;
}

}  // namespace

Amounts compare_amounts(Money price, Quantity quantity, const std::optional<Fraction>& part, Money sum) {
    if (!within_bounds(price, quantity, sum)) return Amounts::disagree;
    if (part)
        return fits_part(quantity, *part) && part_sum(price, *part) == sum ? Amounts::agree
                                                                           : Amounts::disagree;
    const Wide product = (Wide(price.count) * quantity.thousandths + 500) / 1000;
    if (product == sum.count) return Amounts::agree;
    return is_rounded_price(price, quantity, sum) ? Amounts::rounded_price : Amounts::disagree;
}

Money sum_by_price(Money price, Quantity quantity, const std::optional<Fraction>& part) {
    return part ? part_sum(price, *part) : line_sum(price, quantity);
}

std::string_view reason_of(Amounts amounts) {
    switch (amounts) {
        case Amounts::agree:
            return "";
        case Amounts::rounded_price:
            return "rounded unit price";
        case Amounts::disagree:
            break;
    }
    return "price, quantity and sum disagree";
}

}  // namespace tillpoints::till
