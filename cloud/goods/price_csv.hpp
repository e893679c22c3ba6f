#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/error.hpp"
#include "protocol/money.hpp"

/// A price list as a table, as people make one in a spreadsheet. Pure.
namespace tillpoints::cloud {

inline constexpr std::size_t most_price_lines = 5000;

/// One line. What the table has no column for is absent and stays as it is.
struct PriceLine {
    std::size_t line = 0;  ///< in the file, the heading is 1
    std::string name;
    Money price;
    std::optional<std::string> category;  ///< as category_paths.hpp reads it; empty: the top of the list
    std::optional<std::string> code;      ///< the shop's own, by which a position is found
    std::optional<std::string> description;
    std::optional<bool> hidden;
    friend bool operator==(const PriceLine&, const PriceLine&) = default;
};

/// Why a line, or the whole file (line 0), cannot be taken. `field`: name, price, category, code,
/// description, hidden or file.
struct PriceFault {
    std::size_t line = 0;
    std::string field;
    Errc code = Errc::invalid_value;
    friend bool operator==(const PriceFault&, const PriceFault&) = default;
};

struct PriceSheet {
    std::vector<PriceLine> lines;
    std::vector<PriceFault> faults;
};

/// Columns by their headings in Russian, Kazakh or English; divided by semicolons, commas or tabs, quoted as
/// in RFC 4180. A line with a fault is not in `lines`.
PriceSheet read_price_csv(std::string_view text);

}  // namespace tillpoints::cloud
