#include "plugin/pricing/returns.hpp"

#include <algorithm>

namespace tillpoints::pricing {
namespace {

/// The part of a line's amount that belongs to its first `quantity`: what one return takes is the difference
/// of two of these, so all returns together take exactly the amount.
Money cumulative(Money amount, std::int64_t quantity, Quantity whole) {
    return Money(scale_half_up(amount.count, quantity, whole.thousandths));
}

struct Progress {
    std::int64_t before;
    std::int64_t after;
};

void add_line(const SoldLine& line, const Progress& progress, ReturnShare& share) {
    const auto part = [&](Money amount) {
        return cumulative(amount, progress.after, line.quantity) -
               cumulative(amount, progress.before, line.quantity);
    };
    share.paid += part(line.paid_sum);
    // Not full less paid: the difference of two rounded shares can step back by one on the way.
    share.carried += points_for(part(line.full_sum - line.paid_sum));
    if (line.in_total) share.partial_amount += part(line.full_sum);
}

}  // namespace

ReturnShare returned_share(const std::vector<SoldLine>& sold, const std::vector<Returning>& returning) {
    std::vector<std::int64_t> after;
    after.reserve(sold.size());
    for (const auto& line : sold)
        after.push_back(std::clamp<std::int64_t>(line.returned.thousandths, 0, line.quantity.thousandths));
    const auto before = after;
    for (const auto& back : returning) {
        if (back.sold_line >= sold.size() || back.quantity.thousandths <= 0) continue;
        const auto left = sold[back.sold_line].quantity.thousandths - after[back.sold_line];
        after[back.sold_line] += std::min(left, back.quantity.thousandths);
    }
    ReturnShare share;
    bool any_in_total = false;
    share.whole = true;
    share.first = true;
    for (std::size_t i = 0; i < sold.size(); ++i) {
        if (after[i] > before[i]) add_line(sold[i], {before[i], after[i]}, share);
        if (!sold[i].in_total || sold[i].full_sum == Money()) continue;
        any_in_total = true;
        share.whole = share.whole && after[i] >= sold[i].quantity.thousandths;
        share.first = share.first && before[i] == 0;
    }
    share.whole = share.whole && any_in_total;
    return share;
}

}  // namespace tillpoints::pricing
