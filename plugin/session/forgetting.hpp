#pragma once
#include <optional>
#include <string>
#include <vector>

#include "plugin/entries/named_customer.hpp"

/// Who a stored session names, and the session without them. A state that cannot be read names nobody.
namespace tillpoints {

std::vector<NamedCustomer> customers_in(const std::string& state);

/// Without who the customer and the cashier were; nothing: it names nobody.
std::optional<std::string> without_customer(const std::string& state);

}  // namespace tillpoints
