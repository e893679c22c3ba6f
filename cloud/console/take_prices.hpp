#pragma once
#include "cloud/api/service.hpp"
#include "cloud/goods/price_changes.hpp"

namespace tillpoints::cloud {

/// Takes the lines of a table in transactions of some each; adds a fault for each that the list refuses. What
/// a line does not say of a position stays as it is by then, not as it was when the changes were counted.
void take_prices(Service& service, const std::vector<PriceChange>& changes, std::vector<PriceFault>& faults);

}  // namespace tillpoints::cloud
