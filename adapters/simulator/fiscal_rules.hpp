#pragma once
#include <stdexcept>
#include <string>
#include <vector>

#include "adapters/simulator/fiscal_storage.hpp"

/// What a fiscal device would refuse. The register does not trust the plugin's prices: it checks every line
/// before it prints. Pure.
namespace tillpoints::simulator {

/// A document that a fiscal device would refuse; what() names line and rule.
struct FiscalRefusal : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The cart's lines at full price.
std::vector<FiscalLine> full_price_lines(const Cart& cart);

/// The lines of a `granted` or `refused` reply, checked against the cart. Throws FiscalRefusal where a line
/// is not price x quantity, is above the full price, names an unknown position, is missing, is split although
/// `split` forbids it, is below 0, is discounted although excluded, or where the discounts do not add up to
/// the reply's discount.
std::vector<FiscalLine> lines_of_reply(const Cart& cart, const Json& reply, const std::string& split);

/// Sum of the lines, and of what they lie below their full prices.
Kopecks sum_of(const std::vector<FiscalLine>& lines);
Kopecks discount_of(const Cart& cart, const std::vector<FiscalLine>& lines);

}  // namespace tillpoints::simulator
