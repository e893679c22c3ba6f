#include "plugin/pricing/balance.hpp"

#include <algorithm>
#include <queue>

namespace tillpoints::pricing {
namespace {

/// A line's next change when the common shift grows (or shrinks): at twice the shift `key`.
struct Jump {
    Wide key;
    std::size_t line;
    std::int64_t to;
};

struct Rising {
    static constexpr bool up = true;
    bool operator()(const Jump& a, const Jump& b) const {
        return a.key != b.key ? a.key > b.key : a.line > b.line;
    }
};

struct Falling {
    static constexpr bool up = false;
    bool operator()(const Jump& a, const Jump& b) const {
        return a.key != b.key ? a.key < b.key : a.line < b.line;
    }
};

void stand_at(const Spread& spread, Wide shift, Balance& at) {
    at.sum = 0;
    for (std::size_t i = 0; i < spread.lines.size(); ++i) {
        at.cut[i] = spread.lines[i].ladder.nearest(spread.target(i) + shift, spread.eligible);
        at.sum += at.cut[i];
    }
    at.steps += static_cast<std::int64_t>(spread.lines.size());
}

/// Where many jumps lie between, the shift is found by halving: the largest with a sum up to the goal.
void halve(const Spread& spread, std::int64_t goal, Balance& at) {
    Wide low = -static_cast<Wide>(spread.eligible) * (spread.eligible + 1) * 2;
    Wide high = -low;
    while (high - low > 1) {
        const Wide middle = low + (high - low) / 2;
        stand_at(spread, middle, at);
        (at.sum <= goal ? low : high) = middle;
    }
    stand_at(spread, low, at);
    at.key = 2 * low;
}

template <class Direction>
void jump_until(const Spread& spread, std::int64_t goal, Balance& at) {
    std::vector<Jump> jumps;
    const auto next = [&](std::size_t i) {
        const auto& ladder = spread.lines[i].ladder;
        const auto to = Direction::up ? ladder.above(at.cut[i]) : ladder.below(at.cut[i]);
        return Jump{static_cast<Wide>(spread.eligible) * (at.cut[i] + to) - 2 * spread.target(i), i, to};
    };
    for (std::size_t i = 0; i < spread.lines.size(); ++i)
        if (const auto jump = next(i); jump.to >= 0) jumps.push_back(jump);
    std::priority_queue<Jump, std::vector<Jump>, Direction> queue(Direction(), std::move(jumps));
    while (at.sum != goal && !queue.empty()) {
        const Jump jump = queue.top();
        queue.pop();
        ++at.steps;
        at.key = jump.key;
        const auto sum = at.sum + (jump.to - at.cut[jump.line]);
        if (Direction::up && sum > goal) return;  // the jump that passes the goal is not made
        at.cut[jump.line] = jump.to;
        at.sum = sum;
        if (!Direction::up && sum <= goal) return;
        if (const auto following = next(jump.line); following.to >= 0) queue.push(following);
    }
}

}  // namespace

Balance balance(const Spread& spread, std::int64_t goal) {
    Balance at;
    at.cut.resize(spread.lines.size());
    stand_at(spread, 0, at);
    const auto far = static_cast<std::int64_t>(4 * spread.lines.size() + 64);
    if (at.sum - goal > far || goal - at.sum > far) halve(spread, goal, at);
    if (at.sum < goal)
        jump_until<Rising>(spread, goal, at);
    else if (at.sum > goal)
        jump_until<Falling>(spread, goal, at);
    return at;
}

}  // namespace tillpoints::pricing
