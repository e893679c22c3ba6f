#pragma once
#include "cloud/goods/listed_goods.hpp"
#include "cloud/goods/price_csv.hpp"

/// What a table would change in a price list. Pure.
namespace tillpoints::cloud {

/// What one line comes to.
struct PriceChange {
    const PriceLine* line = nullptr;
    std::optional<std::int64_t> id{};            ///< the position it is about; absent: a new one
    std::optional<loyalty::GoodsDraft> draft{};  ///< absent: nothing changes
    std::optional<Money> before{};               ///< the price until now
    /// Categories that are not there yet, each inside the one before, the first inside the draft's `node`.
    std::vector<std::string> new_categories{};
};

/// The position with what the line says of it, but for its category; the rest of it stays.
loyalty::GoodsDraft with_line(loyalty::GoodsDraft draft, const PriceLine& line);

/// A line is about the position with its code, else with its name in its category, or anywhere if the table
/// has no categories; else about a new one. Adds faults for lines that are about a category, goods of several
/// prices, several positions or one that another line is about. The lines must outlive the result.
std::vector<PriceChange> price_changes(const std::vector<PriceLine>& lines,
                                       const std::vector<ListedGoods>& listed,
                                       std::vector<PriceFault>& faults);

}  // namespace tillpoints::cloud
