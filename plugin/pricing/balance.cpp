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

class Balancing {
  public:
    Balancing(const Spread& spread, const Ranges& ranges, std::int64_t goal)
        : spread_(spread), ranges_(ranges), goal_(goal) {
        at_.cut.resize(spread.lines.size());
    }

    Balance run() {
        stand_at(0);
        if (at_.sum - goal_ > far() || goal_ - at_.sum > far()) halve();
        if (at_.sum < goal_)
            jump_until<Rising>();
        else if (at_.sum > goal_)
            jump_until<Falling>();
        return std::move(at_);
    }

  private:
    void stand_at(Wide shift) {
        at_.sum = 0;
        for (std::size_t i = 0; i < spread_.lines.size(); ++i) {
            const auto nearest = spread_.lines[i].ladder.nearest(spread_.target(i) + shift, spread_.eligible);
            at_.cut[i] = std::clamp(nearest, ranges_[i].least, ranges_[i].most);
            at_.sum += at_.cut[i];
        }
        at_.steps += static_cast<std::int64_t>(spread_.lines.size());
    }

    std::int64_t far() const { return static_cast<std::int64_t>(4 * spread_.lines.size() + 64); }

    /// Where many jumps lie between, the shift is found by doubling and halving, down to a few jumps below.
    void halve() {
        const Wide widest = 4 * static_cast<Wide>(spread_.eligible) * (spread_.eligible + 1);
        const bool rising = at_.sum < goal_;
        Wide low = 0;
        Wide high = 0;
        for (Wide reach = spread_.eligible; reach <= widest; reach *= 2) {
            (rising ? high : low) = rising ? reach : -reach;
            stand_at(rising ? high : low);
            if ((at_.sum > goal_) == rising) break;
            (rising ? low : high) = rising ? reach : -reach;
        }
        stand_at(low);
        while (high - low > 1 && goal_ - at_.sum > far()) {
            const Wide middle = low + (high - low) / 2;
            stand_at(middle);
            (at_.sum <= goal_ ? low : high) = middle;
            if (at_.sum > goal_) stand_at(low);
        }
        at_.key = 2 * low;
    }

    template <class Direction>
    std::optional<Jump> next(std::size_t i) const {
        const auto& ladder = spread_.lines[i].ladder;
        if (at_.cut[i] == (Direction::up ? ranges_[i].most : ranges_[i].least)) return {};
        const auto to = Direction::up ? ladder.above(at_.cut[i]) : ladder.below(at_.cut[i]);
        return Jump{static_cast<Wide>(spread_.eligible) * (at_.cut[i] + to) - 2 * spread_.target(i), i, to};
    }

    template <class Direction>
    void jump_until() {
        std::vector<Jump> jumps;
        jumps.reserve(spread_.lines.size());
        for (std::size_t i = 0; i < spread_.lines.size(); ++i)
            if (const auto jump = next<Direction>(i)) jumps.push_back(*jump);
        std::priority_queue<Jump, std::vector<Jump>, Direction> queue(Direction(), std::move(jumps));
        while (at_.sum != goal_ && !queue.empty()) {
            const Jump jump = queue.top();
            queue.pop();
            ++at_.steps;
            at_.key = jump.key;
            const auto from = at_.cut[jump.line];
            const auto sum = at_.sum + (jump.to - from);
            const bool passes = Direction::up ? sum > goal_ : sum < goal_;
            if (passes) at_.crossing = Crossing{jump.line, std::min(from, jump.to), std::max(from, jump.to)};
            if (passes && Direction::up) return;
            at_.cut[jump.line] = jump.to;
            at_.sum = sum;
            if (passes) return;
            if (const auto following = next<Direction>(jump.line)) queue.push(*following);
        }
    }

    const Spread& spread_;
    const Ranges& ranges_;
    std::int64_t goal_;
    Balance at_;
};

}  // namespace

Ranges full_ranges(const Spread& spread) {
    Ranges out;
    out.reserve(spread.lines.size());
    for (const auto& line : spread.lines) out.push_back({0, line.ladder.most()});
    return out;
}

Balance balance(const Spread& spread, const Ranges& ranges, std::int64_t goal) {
    return Balancing(spread, ranges, goal).run();
}

}  // namespace tillpoints::pricing
