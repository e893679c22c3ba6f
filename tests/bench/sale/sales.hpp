#pragma once
#include "terminal.hpp"

namespace tillpoints::bench {

/// Plays one sale and throws unless every reply is as its kind says: "none" has no customer, "award" a
/// customer by phone, "redemption" one by card who redeems points, "offline" one by phone while the cloud
/// cannot be reached.
SaleTime play(Terminal& terminal, const std::string& kind, const std::string& receipt,
              const Customer& customer);

/// The beginning of an offline sale: opens the receipt and presents the customer.
void present_offline(Terminal& terminal, const std::string& receipt, const Customer& customer);

}  // namespace tillpoints::bench
