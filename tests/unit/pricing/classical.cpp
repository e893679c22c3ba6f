#include "tests/unit/pricing/classical.hpp"

#include <algorithm>
#include <numeric>

#include "plugin/pricing/wide.hpp"

namespace tillpoints::pricing::test {
namespace {

std::int64_t total_of(const std::vector<till::Position>& positions) {
    std::int64_t sum = 0;
    for (const auto& position : positions) sum += position.sum.count;
    return sum;
}

/// The price in minor units whose product with the quantity is nearest to the sum.
Money price_near(std::int64_t sum, Quantity quantity) {
    return Money(scale_half_up(sum, 1000, quantity.thousandths));
}

/// Prints a line with the sum a method wants and notes what the fiscal arithmetic makes of it.
void print_wanted(const till::Position& position, std::int64_t wanted, Outcome& out) {
    const Money price = price_near(wanted, position.quantity);
    const std::int64_t printed = line_sum(price, position.quantity).count;
    out.lines_disagree = out.lines_disagree || printed != wanted;
    out.negative = out.negative || price < Money();
    out.lost += printed - wanted;
}

}  // namespace

Outcome largest_remainder(const std::vector<till::Position>& positions, std::int64_t redeem) {
    const auto total = total_of(positions);
    std::vector<std::int64_t> share;
    std::vector<std::int64_t> fraction;
    std::int64_t rest = redeem;
    for (const auto& position : positions) {
        const Wide product = static_cast<Wide>(redeem) * position.sum.count;
        share.push_back(static_cast<std::int64_t>(product / total));
        fraction.push_back(static_cast<std::int64_t>(product % total));
        rest -= share.back();
    }
    std::vector<std::size_t> order(positions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return fraction[a] > fraction[b]; });
    for (std::size_t i = 0; rest > 0; ++i, --rest) ++share[order[i]];
    Outcome out;
    for (std::size_t i = 0; i < positions.size(); ++i)
        print_wanted(positions[i], positions[i].sum.count - share[i], out);
    return out;
}

Outcome factor_and_last_line(const std::vector<till::Position>& positions, std::int64_t redeem) {
    const auto total = total_of(positions);
    Outcome out;
    std::int64_t printed = 0;
    for (std::size_t i = 0; i + 1 < positions.size(); ++i) {
        const Money price(scale_half_up(positions[i].price.count, total - redeem, total));
        printed += line_sum(price, positions[i].quantity).count;
    }
    print_wanted(positions.back(), total - redeem - printed, out);
    return out;
}

}  // namespace tillpoints::pricing::test
