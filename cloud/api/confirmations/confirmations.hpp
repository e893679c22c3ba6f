#pragma once
#include "cloud/api/guesses/guess_limit.hpp"
#include "cloud/api/request_context.hpp"

/// Redemptions that the customer confirms. cloud/README.md has the reasons for the numbers.
namespace tillpoints::cloud {

inline constexpr std::chrono::minutes confirmation_lifetime{3};
inline constexpr std::chrono::minutes given_lifetime{10};  ///< from when the customer gave it
inline constexpr std::int64_t max_confirmation_tries = 5;

/// Confirmations that are asked for of one customer.
inline constexpr GuessLimit confirmations_of_customer{5, 10};

/// Is this a confirmation that the customer gave, for at least these points, and that no purchase has used?
/// Whoever asks keeps the customer's row.
bool is_confirmed(RequestContext& context, ParticipantId customer, Points points,
                  const std::optional<std::string>& id);

}  // namespace tillpoints::cloud
