#pragma once
#include "cloud/goods/price_csv.hpp"
#include "protocol/loyalty/goods.hpp"

/// What a table would change in a price list. Pure.
namespace tillpoints::cloud {

/// A position of the list as it is; categories are positions, too.
struct ListedGoods {
    std::int64_t id = 0;
    loyalty::GoodsDraft draft;
};

/// What one line comes to.
struct PriceChange {
    const PriceLine* line = nullptr;
    std::optional<std::int64_t> id{};            ///< the position it is about; absent: a new one
    std::optional<loyalty::GoodsDraft> draft{};  ///< absent: nothing changes; its category is in `line`
    std::optional<Money> before{};               ///< the price until now
};

/// Adds faults for lines that are about a category or goods of several prices. The lines must outlive the
/// result. A line is about the position with its code, else with its name in its category.
std::vector<PriceChange> price_changes(const std::vector<PriceLine>& lines,
                                       const std::vector<ListedGoods>& listed,
                                       std::vector<PriceFault>& faults);

}  // namespace tillpoints::cloud
