#include "plugin/pricing/spread.hpp"

#include <numeric>

namespace tillpoints::pricing {
namespace {

/// A weighed line of few prices often moves on a lattice of its own (10.001 kg: about tens).
constexpr std::int64_t few_prices = 256;

std::int64_t common_step(const Ladder& line) {
    if (line.even()) return line.gap();
    if (line.most_steps() > few_prices) return 1;
    std::int64_t common = 0;
    for (auto cut = line.above(0); cut >= 0 && common != 1; cut = line.above(cut))
        common = std::gcd(common, cut);
    return common;
}

}  // namespace

std::int64_t Spread::most() const {
    std::int64_t sum = 0;
    for (const auto& line : lines) sum += line.ladder.most();
    return sum;
}

std::int64_t Spread::lattice(bool with_splits) const {
    std::int64_t common = 0;
    for (const auto& line : lines) {
        if (common == 1) return 1;
        const bool whole = line.ladder.quantity() % 1000 == 0;
        if (with_splits && line.may_split)
            common = std::gcd(common, whole ? line.ladder.step() : 1);
        else
            common = std::gcd(common, common_step(line.ladder));
    }
    return common == 0 ? 1 : common;
}

}  // namespace tillpoints::pricing
