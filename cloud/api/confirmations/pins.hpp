#pragma once
#include "cloud/api/guesses/guess_limit.hpp"
#include "cloud/api/request_context.hpp"

/// PINs by which customers confirm redemptions. Whoever calls these keeps the customer's row.
namespace tillpoints::cloud {

/// Wrong PINs of one customer, at tills and in the card together: at most ten within any hour.
inline constexpr GuessLimit wrong_pins{8, 2};

enum class PinCheck { right, wrong, none };

/// Have so few been wrong that another one may be tried?
bool may_try_pin(RequestContext& context, ParticipantId customer);

/// Is this the customer's PIN? `none` if there is no PIN, or none may be tried. A wrong one is counted.
PinCheck check_pin(RequestContext& context, ParticipantId customer, const std::string& pin);

void set_pin(RequestContext& context, ParticipantId customer, const std::string& pin);

}  // namespace tillpoints::cloud
