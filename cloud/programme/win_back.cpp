#include "cloud/programme/win_back.hpp"

#include <algorithm>

namespace tillpoints::cloud {

bool win_back_due(const WinBack& gift, std::optional<Timestamp> last_purchase,
                  std::optional<Timestamp> last_gift, Timestamp now) {
    if (!last_purchase || *last_purchase + gift.after > now) return false;
    return !last_gift || *last_gift < *last_purchase;
}

Points unspent_gift(Points gift, Points spent_since, Points balance) {
    return std::max(Points(), std::min(gift - std::max(Points(), spent_since), balance));
}

}  // namespace tillpoints::cloud
