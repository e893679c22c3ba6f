#include "plugin/pricing/state_order.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace tillpoints::pricing {
namespace {

constexpr unsigned digit_bits = 11;
constexpr std::size_t digits = 1u << digit_bits;
/// Fewer are compared with each other, which costs less than counting digits.
constexpr std::size_t few = 1024;

/// One pass of a radix sort, least significant digit first.
template <typename Key>
void sort_by_digit(std::vector<StateOrder>& order, std::vector<StateOrder>& scratch, Key key,
                   unsigned shift) {
    const auto digit = [&](const StateOrder& each) {
        return static_cast<std::size_t>(key(each) >> shift) & (digits - 1);
    };
    std::array<std::uint32_t, digits> place{};
    for (const auto& each : order) ++place[digit(each)];
    std::uint32_t next = 0;
    for (auto& each : place) next += std::exchange(each, next);
    scratch.resize(order.size());
    for (const auto& each : order) scratch[place[digit(each)]++] = each;
    order.swap(scratch);
}

template <typename Key>
void sort_by(std::vector<StateOrder>& order, std::vector<StateOrder>& scratch, Key key) {
    std::uint64_t most = 0;
    for (const auto& each : order) most = std::max<std::uint64_t>(most, key(each));
    for (unsigned shift = 0; shift < 64 && most >> shift != 0; shift += digit_bits)
        sort_by_digit(order, scratch, key, shift);
}

}  // namespace

void sort_states(std::vector<StateOrder>& order, std::vector<StateOrder>& scratch) {
    if (order.size() < few)
        return std::stable_sort(order.begin(), order.end(), [](const StateOrder& a, const StateOrder& b) {
            return std::tie(a.sum, a.splits) < std::tie(b.sum, b.splits);
        });
    sort_by(order, scratch, [](const StateOrder& each) { return each.splits; });
    sort_by(order, scratch, [](const StateOrder& each) { return each.sum; });
}

}  // namespace tillpoints::pricing
