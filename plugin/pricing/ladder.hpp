#pragma once
#include <cstdint>
#include <optional>

#include "plugin/pricing/wide.hpp"
#include "protocol/money.hpp"
#include "protocol/quantity.hpp"

namespace tillpoints::pricing {

/// The cuts one line can have at one price: its unit price goes down in steps, its sum is price times
/// quantity half up, and the cut is what the sum lost. All amounts are minor units.
class Ladder {
  public:
    /// `price * quantity` must be within 10^18 (a sum of 10^15) and both must not be negative. If `part` is
    /// given, the line is this part of one piece, whatever the quantity.
    Ladder(Money price, Quantity quantity, Money floor, Money step, const std::optional<Fraction>& part = {});

    std::int64_t full_sum() const { return sum_; }
    std::int64_t price() const { return price_; }
    /// In thousandths; a line that is a part of a piece is never carved, so nobody asks.
    std::int64_t quantity() const { return quantity_; }
    std::int64_t step() const { return step_; }
    std::int64_t floor() const { return floor_; }
    std::int64_t most_steps() const { return most_steps_; }
    /// The largest cut.
    std::int64_t most() const { return most_; }
    bool moves() const { return most_ > 0; }
    /// The distance between neighbouring cuts, give or take one where the ladder is not `even()`.
    std::int64_t gap() const { return gap_; }
    /// The cuts are exactly the multiples of `gap()` up to `most()`.
    bool even() const { return even_; }

    std::int64_t cut_at(std::int64_t steps) const { return sum_ - sum_at(price_ - steps * step_); }
    /// The largest cut that is at most `limit` (not negative).
    std::int64_t at_most(std::int64_t limit) const;
    /// The smallest cut above `cut`; -1 if there is none.
    std::int64_t above(std::int64_t cut) const;
    /// The largest cut below `cut`; -1 if there is none.
    std::int64_t below(std::int64_t cut) const { return cut <= 0 ? -1 : at_most(cut - 1); }
    /// Calls `take` with the cuts above `cut`, the nearest first, until it returns false.
    template <typename Take>
    void climb(std::int64_t cut, Take take) const {
        if (even_) {
            for (auto to = cut - cut % gap_ + gap_; to <= most_ && take(to);) to += gap_;
        } else if (cut < most_) {  // each step of the price moves the sum
            for (auto steps = steps_for(cut + 1); steps <= most_steps_ && take(cut_at(steps));) ++steps;
        }
    }
    /// Calls `take` with the cuts below `cut`, the nearest first, until it returns false.
    template <typename Take>
    void descend(std::int64_t cut, Take take) const {
        if (even_) {
            for (auto to = cut - 1 - (cut - 1) % gap_; cut > 0 && to >= 0 && take(to);) to -= gap_;
        } else if (cut > 0) {
            for (auto steps = steps_for(cut) - 1; steps >= 0 && take(cut_at(steps));) --steps;
        }
    }
    bool contains(std::int64_t cut) const { return cut >= 0 && cut <= most_ && at_most(cut) == cut; }
    /// The cut nearest to `numerator / denominator`; the smaller of two equally near.
    std::int64_t nearest(Wide numerator, std::int64_t denominator) const;
    /// The highest unit price that gives this cut, which must be one of the line's.
    std::int64_t price_for(std::int64_t cut) const { return price_ - steps_for(cut) * step_; }

  private:
    std::int64_t sum_at(std::int64_t price) const {
        // Nearly every line is in thousandths, and a division by a constant is much faster.
        if (unit_ == 1000) return (price * quantity_ + 500) / 1000;
        return (2 * price * quantity_ + unit_) / (2 * unit_);
    }
    std::int64_t steps_for(std::int64_t cut) const;

    std::int64_t price_;
    std::int64_t quantity_;  ///< in parts of which `unit_` are one piece
    std::int64_t unit_;
    std::int64_t floor_;
    std::int64_t step_;
    std::int64_t sum_;
    std::int64_t most_steps_ = 0;
    std::int64_t most_ = 0;
    std::int64_t gap_ = 1;
    bool even_ = false;
};

}  // namespace tillpoints::pricing
