#include "plugin/pricing/order.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace tillpoints::pricing {

std::vector<std::size_t> canonical_order(const Assessed& receipt) {
    std::vector<std::size_t> order(receipt.lines.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key = [&](std::size_t i) {
        const auto& line = receipt.lines[i];
        const auto& position = line.position;
        return std::tie(position.id.text, position.price, position.quantity, position.part, line.treatment,
                        line.floor, line.may_split);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    return order;
}

}  // namespace tillpoints::pricing
