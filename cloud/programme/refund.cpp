#include "cloud/programme/refund.hpp"

namespace tillpoints::cloud {

namespace {

/// `whole * part / total`: the running total that belongs to `part`.
std::int64_t running_share(std::int64_t whole, Money part, Money total, SplitRounding rounding) {
    if (part == total) return whole;
    return rounding == SplitRounding::half_up ? scale_half_up(whole, part.count, total.count)
                                              : scale_down(whole, part.count, total.count);
}

}  // namespace

Points share_of(Points whole, const SaleAmounts& sold, Money part, SplitRounding rounding) {
    return Points(running_share(whole.count, sold.refunded + part, sold.total, rounding) -
                  running_share(whole.count, sold.refunded, sold.total, rounding));
}

std::optional<RefundShare> share_of_refund(const SaleAmounts& sold, std::optional<Money> amount,
                                           SplitRounding rounding) {
    const Money left = sold.total - sold.refunded;
    const Money part = amount.value_or(left);
    if (part <= Money() || part > left) return {};
    const Money after = sold.refunded + part;
    const auto share = [&](std::int64_t whole) {
        return share_of(Points(whole), sold, part, rounding).count;
    };
    RefundShare out;
    out.total = part;
    out.points_returned = Points(share(sold.points.count));
    const Money discount = sold.total - worth(sold.points) - sold.cash;
    out.cash = discount == Money() ? part - worth(out.points_returned) : Money(share(sold.cash.count));
    out.award_withdrawn = Points(share(sold.award.count));
    out.completes = after == sold.total;
    return out;
}

}  // namespace tillpoints::cloud
