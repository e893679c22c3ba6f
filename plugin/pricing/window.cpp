#include "plugin/pricing/window.hpp"

#include <algorithm>

#include "plugin/pricing/carve.hpp"

namespace tillpoints::pricing {

Window::Window(const Spread& spread, const Balance& base) : spread_(&spread), base_(&base) {
    slope_.reserve(spread.lines.size());
    for (std::size_t i = 0; i < spread.lines.size(); ++i)
        slope_.push_back(2 * (static_cast<Wide>(spread.eligible) * base.cut[i] - spread.target(i)) -
                         base.key);
}

Wide Window::cost(std::size_t line, std::int64_t by) const {
    Wide square;
    Wide linear;
    Wide sum;
    if (!product_fits(static_cast<Wide>(by) * by, spread_->eligible, square) ||
        !product_fits(slope_[line], by, linear) || !sum_fits(square, linear, sum))
        return beyond;
    return std::min(sum, beyond);
}

std::vector<Move> Window::moves(std::size_t line, Wide limit, bool with_split, std::int64_t& room,
                                bool& complete) const {
    const Ladder& ladder = spread_->lines[line].ladder;
    const std::int64_t stand = base_->cut[line];
    const auto into = [&](std::vector<Move>& list) {
        return [&](std::int64_t to) {
            const Wide price = cost(line, to - stand);
            if (price > limit || --room < 0) {
                complete = false;
                return false;
            }
            list.push_back({price, to - stand, false});
            return true;
        };
    };
    std::vector<Move> out{{0, 0, false}};
    ladder.climb(stand, into(out));
    std::vector<Move> less;
    ladder.descend(stand, into(less));
    out.insert(out.begin(), less.rbegin(), less.rend());
    const bool has_gaps = !ladder.even() || ladder.gap() > 1;
    if (with_split && has_gaps && spread_->lines[line].may_split) {
        add_splits(line, limit, room, complete, out);
        std::sort(out.begin(), out.end(), [](const Move& a, const Move& b) { return a.by < b.by; });
    }
    return out;
}

void Window::add_splits(std::size_t line, Wide limit, std::int64_t& room, bool& complete,
                        std::vector<Move>& out) const {
    constexpr std::int64_t tries_a_step = 8;
    const Ladder& ladder = spread_->lines[line].ladder;
    const std::int64_t stand = base_->cut[line];
    const auto add = [&](std::int64_t to) {
        const Wide price = cost(line, to - stand);
        if (price > limit || --room < 0) {
            complete = false;
            return false;
        }
        if (ladder.contains(to)) return true;
        std::int64_t tries = 0;
        if (carve(ladder, to, tries)) out.push_back({price, to - stand, true});
        room -= tries / tries_a_step;
        return true;
    };
    const auto middle = stand + cheapest_split(line);
    for (auto to = middle; to < ladder.most() && add(to);) ++to;
    for (auto to = middle - 1; to > 0 && add(to);) --to;
}

std::int64_t Window::cheapest_split(std::size_t line) const {
    const auto stand = base_->cut[line];
    const Wide flat = -slope_[line] / (2 * static_cast<Wide>(spread_->eligible));
    const auto most = spread_->lines[line].ladder.most();
    return static_cast<std::int64_t>(std::clamp<Wide>(flat, -stand, most - stand));
}

Wide Window::split_gain(std::size_t line) const {
    const auto by = cheapest_split(line);
    const Wide best = std::min({cost(line, by - 1), cost(line, by), cost(line, by + 1)});
    return best < 0 ? -best : 0;
}

}  // namespace tillpoints::pricing
