#pragma once
#include <cstdint>
#include <optional>

#include "plugin/pricing/ladder.hpp"

namespace tillpoints::pricing {

/// A line carved into two with different unit prices; the dearer part first.
struct Carved {
    std::int64_t high_price;
    std::int64_t high_quantity;  ///< thousandths
    std::int64_t low_price;
    std::int64_t low_quantity;
};

/// Carves a line so that it loses exactly `cut`: whole pieces into whole pieces, a weighed line to three
/// decimals. Both prices are on the line's ladder and as near to each other as possible, and where the line
/// has a floor above nothing, neither part costs nothing. Nothing where no such carving was found.
std::optional<Carved> carve(const Ladder& line, std::int64_t cut);
/// The same; `tries` grows by what the search cost, at most some 20 000.
std::optional<Carved> carve(const Ladder& line, std::int64_t cut, std::int64_t& tries);

/// Whether a line of this quantity can be carved at all.
bool can_be_carved(std::int64_t quantity);

}  // namespace tillpoints::pricing
