#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The register's own arithmetic, because a host shares only the C header with the plugin.
namespace tillpoints::simulator {

using Kopecks = std::int64_t;      ///< money in minor units
using Thousandths = std::int64_t;  ///< a quantity in thousandths

/// Reads "2" or "0.437": at most three decimals, no sign. Empty when it is not a quantity.
std::optional<Thousandths> parse_quantity(std::string_view text);
/// The shortest decimal text of a quantity.
std::string quantity_text(Thousandths quantity);

/// What a fiscal device computes for a line: price * quantity, half up, in minor units.
Kopecks line_sum(Kopecks price, Thousandths quantity);

/// "1 349.90", for a printed receipt.
std::string money_text(Kopecks amount);

}  // namespace tillpoints::simulator
