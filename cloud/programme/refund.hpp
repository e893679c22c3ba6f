#pragma once
#include <optional>

#include "protocol/money.hpp"

namespace tillpoints::cloud {

/// The amounts of a purchase that its refunds need.
struct SaleAmounts {
    Money total;     ///< before points and discount
    Points points;   ///< spent
    Money cash;      ///< paid
    Points award;    ///< earned
    Money refunded;  ///< part of total that earlier refunds took back
};

/// What one refund moves.
struct RefundShare {
    Money total;
    Points points_returned;
    Money cash;
    Points award_withdrawn;
    bool completes = false;  ///< nothing is left afterwards
    friend bool operator==(const RefundShare&, const RefundShare&) = default;
};

/// How the split of a part is rounded. The protocol leaves it open.
enum class SplitRounding { half_up, down };

/// The share of `amount` (absent: all that is left) in the sale's proportion. Each share is the difference of
/// two running totals, so that the shares of any sequence of refunds add up to the sale exactly. Nothing when
/// the amount is not above zero or more than is left.
std::optional<RefundShare> share_of_refund(const SaleAmounts& sold, std::optional<Money> amount,
                                           SplitRounding rounding);

/// The share of any other amount that the sale caused, by the same running totals: what a refund of `part`
/// after `sold.refunded` takes of `whole`.
Points share_of(Points whole, const SaleAmounts& sold, Money part, SplitRounding rounding);

}  // namespace tillpoints::cloud
