#pragma once
#include "cloud/programme/programme.hpp"

namespace tillpoints::cloud {

/// Is a gift due to a customer who last bought (unrefunded) at `last_purchase` and was last given one at
/// `last_gift`? Once per silence: a gift given since the last purchase was this silence's. Who never bought
/// is not silent.
bool win_back_due(const WinBack& gift, std::optional<Timestamp> last_purchase,
                  std::optional<Timestamp> last_gift, Timestamp now);

/// What is left of a gift when its days are over: points spent since it was given are taken to be its points
/// first, and no more lapses than the customer has.
Points unspent_gift(Points gift, Points spent_since, Points balance);

}  // namespace tillpoints::cloud
