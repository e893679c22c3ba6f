#pragma once
#include "cloud/programme/programme.hpp"

namespace tillpoints::cloud {

/// Is a gift due to a customer whose last unrefunded purchase was at `last_purchase` and whose last gift was
/// at `last_gift`? There is one gift for each silence: a gift since the last purchase was this silence's. A
/// customer who never bought is not silent.
bool win_back_due(const WinBack& gift, std::optional<Timestamp> last_purchase,
                  std::optional<Timestamp> last_gift, Timestamp now);

/// What is left of a gift when it expires: points spent since it was given count as the gift's points first,
/// and no more is taken than the customer has.
Points unspent_gift(Points gift, Points spent_since, Points balance);

}  // namespace tillpoints::cloud
