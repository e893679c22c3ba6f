#include "plugin/pricing/branch.hpp"

#include <algorithm>

#include "plugin/pricing/carve.hpp"

namespace tillpoints::pricing {
namespace {

/// A part of all answers: the ranges of the lines, and the balance within them.
struct Node {
    Ranges ranges;
    Balance balance;
    Wide bound;  ///< no answer in here costs less
    std::int64_t number;

    /// The cheapest bound first; of equals the older.
    friend bool operator<(const Node& a, const Node& b) {
        return a.bound != b.bound ? a.bound > b.bound : a.number > b.number;
    }
};

class Branching {
  public:
    Branching(const Window& window, std::int64_t goal, bool one_split, Found& best)
        : window_(window), spread_(window.spread()), goal_(goal), one_split_(one_split), best_(best) {}

    bool run(std::int64_t most_steps, std::int64_t& steps) {
        add(full_ranges(spread_));
        while (!open_.empty()) {
            if (steps + steps_ > most_steps) break;
            std::pop_heap(open_.begin(), open_.end());
            const Node node = std::move(open_.back());
            open_.pop_back();
            if (!promising(node.bound)) continue;
            const auto [line, low, high] = *node.balance.crossing;
            auto below = node.ranges;
            below[line].most = low;
            auto above = node.ranges;
            above[line].least = high;
            add(std::move(below));
            add(std::move(above));
        }
        steps += steps_;
        return open_.empty() && !gave_up_;
    }

  private:
    bool promising(Wide bound) const { return best_.sum < goal_ || best_.splits > 0 || bound < best_.cost; }

    void add(Ranges ranges) {
        std::int64_t least = 0;
        for (const auto& range : ranges) least += range.least;
        if (least > goal_) return;
        Node node{std::move(ranges), {}, 0, ++numbers_};
        node.balance = balance(spread_, node.ranges, goal_);
        steps_ += node.balance.steps + static_cast<std::int64_t>(spread_.lines.size());
        const Wide cost = cost_of(node.balance);
        offer(node.balance, cost);
        if (one_split_) offer_split(node.balance, cost);
        if (!node.balance.crossing) return;
        // What the missing part of the goal costs at least: it lies beyond the node's common shift.
        Wide missing;
        if (cost >= beyond ||
            !product_fits(node.balance.key - window_.base().key, goal_ - node.balance.sum, missing) ||
            !sum_fits(cost, missing, node.bound)) {
            gave_up_ = true;
            return;
        }
        if (!promising(node.bound)) return;
        open_.push_back(std::move(node));
        std::push_heap(open_.begin(), open_.end());
    }

    Wide cost_of(const Balance& at) const {
        Wide cost = 0;
        for (std::size_t i = 0; i < at.cut.size() && cost < beyond; ++i)
            if (at.cut[i] != window_.base().cut[i])
                cost += window_.cost(i, at.cut[i] - window_.base().cut[i]);
        return std::min(cost, beyond);
    }

    void offer(const Balance& at, Wide cost) {
        Found found{at.sum, 0, cost, {}};
        if (!found.better_than(best_)) return;
        found.cuts = {at.cut, std::vector<char>(at.cut.size(), 0), at.sum};
        best_ = std::move(found);
    }

    /// All stay where they are but one line, which takes what is missing in two prices.
    void offer_split(const Balance& at, Wide cost) {
        const std::int64_t missing = goal_ - at.sum;
        if (missing == 0 || (best_.sum == goal_ && best_.splits == 0)) return;
        Found found{goal_, 1, beyond, {}};
        std::size_t chosen = spread_.lines.size();
        for (std::size_t i = 0; i < spread_.lines.size(); ++i) {
            if (!spread_.lines[i].may_split) continue;
            const auto by = at.cut[i] - window_.base().cut[i];
            const Wide instead = cost - window_.cost(i, by) + window_.cost(i, by + missing);
            if (instead >= found.cost || !carve(spread_.lines[i].ladder, at.cut[i] + missing, steps_))
                continue;
            found.cost = instead;
            chosen = i;
        }
        if (chosen == spread_.lines.size() || !found.better_than(best_)) return;
        found.cuts = {at.cut, std::vector<char>(at.cut.size(), 0), goal_};
        found.cuts.cut[chosen] += missing;
        found.cuts.split[chosen] = 1;
        best_ = std::move(found);
    }

    const Window& window_;
    const Spread& spread_;
    std::int64_t goal_;
    bool one_split_;
    Found& best_;
    std::vector<Node> open_;
    std::int64_t numbers_ = 0;
    std::int64_t steps_ = 0;
    bool gave_up_ = false;  ///< some part was left out because its numbers are too large
};

}  // namespace

bool branch(const Window& window, std::int64_t goal, bool one_split, std::int64_t most_steps,
            std::int64_t& steps, Found& best) {
    return Branching(window, goal, one_split, best).run(most_steps, steps);
}

}  // namespace tillpoints::pricing
