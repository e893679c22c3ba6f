#pragma once
#include "cloud/api/request_context.hpp"

/// Look-ups by what can be guessed, each within the limits of who asks.
namespace tillpoints::cloud {

/// Who asks: terminals with the company's credential, at a purchase the cashier too, or the back office.
struct Guesser {
    bool backoffice = false;
    std::optional<loyalty::Cashier> cashier{};
};

/// Nothing if the look-up may be tried, else how long to wait. A uid cannot be guessed and is not limited.
std::optional<std::chrono::seconds> wait_before_lookup(RequestContext& context, const Guesser& guesser,
                                                       const loyalty::Identity& who);

/// Counts a look-up that found nothing.
void count_failed_lookup(RequestContext& context, const Guesser& guesser, const loyalty::Identity& who);

/// The 429 that tells to wait, whether the code is right or not.
loyalty::Refusal too_many_guesses(std::chrono::seconds wait);

/// The refusal of a look-up that failed for this reason; counts it if nobody was found, unless the code was
/// valid a moment ago.
loyalty::Refusal refuse_lookup(RequestContext& context, const Guesser& guesser, const loyalty::Identity& who,
                               const Problem& problem);

}  // namespace tillpoints::cloud
