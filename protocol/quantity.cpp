#include "protocol/quantity.hpp"

namespace tillpoints {

std::optional<Quantity> parse_quantity(std::string_view text) {
    if (text.size() > 32) return {};
    const auto value = parse_decimal(text, 3, Rounding::exact);
    if (!value || *value <= 0 || Quantity{*value} > max_quantity) return {};
    return Quantity{*value};
}

}  // namespace tillpoints
