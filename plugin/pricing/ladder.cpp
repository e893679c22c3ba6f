#include "plugin/pricing/ladder.hpp"

#include <algorithm>

namespace tillpoints::pricing {

Ladder::Ladder(Money price, Quantity quantity, Money floor, Money step, const std::optional<Fraction>& part)
    : price_(price.count),
      quantity_(part ? part->numerator : quantity.thousandths),
      unit_(part ? part->denominator : 1000),
      floor_(floor.count),
      step_(std::max<std::int64_t>(step.count, 1)),
      sum_(sum_at(price_)) {
    std::int64_t lowest = floor_;
    // A line that cost something keeps costing something, unless the shop lets prices go to nothing.
    if (floor_ > 0 && sum_ > 0) lowest = std::max(lowest, (unit_ + 2 * quantity_ - 1) / (2 * quantity_));
    if (price_ > lowest && sum_ > 0) most_steps_ = (price_ - lowest) / step_;
    most_ = cut_at(most_steps_);
    gap_ = std::max<std::int64_t>(1, step_ * quantity_ / unit_);
    // Below one, a step of the price never moves the sum by more than one.
    even_ = quantity_ % unit_ == 0 || step_ * quantity_ <= unit_;
}

std::int64_t Ladder::at_most(std::int64_t limit) const {
    if (limit >= most_) return most_;
    if (even_) return limit - limit % gap_;
    // The lowest price whose sum, half up, is still at least sum_ - limit; that sum is above zero here.
    const std::int64_t wanted = 2 * unit_ * (sum_ - limit) - unit_;
    const std::int64_t lowest = (wanted + 2 * quantity_ - 1) / (2 * quantity_);
    return cut_at(std::min(most_steps_, (price_ - lowest) / step_));
}

std::int64_t Ladder::above(std::int64_t cut) const {
    if (cut >= most_) return -1;
    if (even_) return cut - cut % gap_ + gap_;
    return cut_at(steps_for(cut + 1));
}

std::int64_t Ladder::steps_for(std::int64_t cut) const {
    // The highest price whose sum, half up, is at most sum_ - cut.
    const std::int64_t highest = (2 * unit_ * (sum_ - cut) + unit_ - 1) / (2 * quantity_);
    return price_ <= highest ? 0 : (price_ - highest + step_ - 1) / step_;
}

std::int64_t Ladder::nearest(Wide numerator, std::int64_t denominator) const {
    if (numerator <= 0) return 0;
    if (numerator >= static_cast<Wide>(most_) * denominator) return most_;
    const std::int64_t low = at_most(static_cast<std::int64_t>(numerator / denominator));
    const std::int64_t high = above(low);
    if (high < 0) return low;
    return 2 * numerator > static_cast<Wide>(denominator) * (low + high) ? high : low;
}

}  // namespace tillpoints::pricing
