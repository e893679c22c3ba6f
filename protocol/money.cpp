#include "protocol/money.hpp"

#include <limits>

#include "protocol/wide.hpp"

namespace tillpoints {
namespace {

std::int64_t narrow(Wide value) {
    if (value > std::numeric_limits<std::int64_t>::max() || value < std::numeric_limits<std::int64_t>::min())
        throw AmountOverflow();
    return static_cast<std::int64_t>(value);
}

}  // namespace

std::int64_t scale_half_up(std::int64_t amount, std::int64_t numerator, std::int64_t denominator) {
    const Wide product = static_cast<Wide>(amount) * numerator;
    const Wide half = static_cast<Wide>(denominator) / 2;
    return narrow(product >= 0 ? (product + half) / denominator : -((-product + half) / denominator));
}

std::int64_t scale_down(std::int64_t amount, std::int64_t numerator, std::int64_t denominator) {
    return narrow(static_cast<Wide>(amount) * numerator / denominator);
}

}  // namespace tillpoints
