#pragma once
#include <chrono>

#include "shop.hpp"

namespace tillpoints::cloud::test {

/// Lets 64 terminals sell alone and beside somebody who goes through all pages, counts a segment and waits
/// for the report of all time; in turns, so that what else the machine does is in both. `period` is of
/// TillLoad.
void sell_beside_pages(LargeShop& shop, const std::vector<PageQuestion>& questions, int rounds,
                       std::chrono::seconds duration, std::chrono::milliseconds period);

}  // namespace tillpoints::cloud::test
