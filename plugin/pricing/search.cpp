#include "plugin/pricing/search.hpp"

#include <algorithm>

#include "plugin/pricing/branch.hpp"
#include "plugin/pricing/pass.hpp"
#include "plugin/pricing/window.hpp"

namespace tillpoints::pricing {
namespace {

class Search {
  public:
    Search(const Spread& spread, std::int64_t goal) : spread_(spread), goal_(std::min(goal, spread.most())) {
        for (const auto& line : spread.lines) splittable_ += line.may_split ? 1 : 0;
        goal_ -= goal_ % spread.lattice(true);
    }

    Cuts run() {
        base_ = balance(spread_, full_ranges(spread_), goal_);
        if (base_.sum == goal_) return base_cuts();
        steps_ += base_.steps;
        const Window window(spread_, base_);
        best_.sum = base_.sum;
        best_.cost = 0;
        best_.cuts = base_cuts();
        without_split(window);
        for (int splits = 1; splits <= splittable_ && !met(splits - 1) && steps_ < spread_.budget; ++splits)
            exactly(window, splits, steps_ + (spread_.budget - steps_) * 3 / 4);
        if (best_.sum != goal_) take_the_largest(window);
        return best_.cuts;
    }

  private:
    Cuts base_cuts() const { return {base_.cut, std::vector<char>(base_.cut.size(), 0), base_.sum}; }

    bool met(int splits) const { return best_.sum == goal_ && best_.splits <= splits; }

    /// A short search in windows, then branching for what windows are poor at, then windows for what is left.
    void without_split(const Window& window) {
        if (goal_ % spread_.lattice(false) == 0) {
            if (exactly(window, 0, spread_.budget / 32)) return;
            if (branch(window, goal_, splittable_ > 0, steps_ + spread_.budget / 8, steps_, best_)) return;
            exactly(window, 0, spread_.budget / 2);
        } else if (splittable_ > 0) {
            const auto few_nodes = static_cast<std::int64_t>(8 * spread_.lines.size());
            branch(window, goal_, true, steps_ + few_nodes, steps_, best_);
        }
    }

    /// Looks for the goal itself with up to `splits` splits, in windows that widen until the best is certain.
    /// False if the budget ended it.
    bool exactly(const Window& window, int splits, std::int64_t most_steps) {
        Wide limit = first_limit();
        while (true) {
            if (met(splits) && best_.cost < limit) limit = std::max<Wide>(best_.cost, 0);
            const auto pass = run_pass(window, {goal_, limit, splits, false, most_steps - steps_}, memory_);
            take(pass);
            if (pass.complete && !pass.exhausted) return true;
            if (met(splits) && best_.cost <= limit && !pass.exhausted) return true;
            if (pass.exhausted || limit >= beyond) return false;
            limit = limit > beyond / 8 ? beyond : limit * 4;
        }
    }

    Wide first_limit() const {
        return 2 * static_cast<Wide>(spread_.eligible) / static_cast<std::int64_t>(spread_.lines.size()) + 1;
    }

    void take(const PassResult& pass) {
        steps_ += pass.steps;
        if (pass.found && pass.found->better_than(best_)) best_ = *pass.found;
    }

    /// The goal itself has no solution: everything is looked at once for the largest sum below it; if that is
    /// more than the budget allows, narrower windows give what they have.
    void take_the_largest(const Window& window) {
        for (const int splits : {splittable_, 0}) {
            const auto most_steps = std::max(spread_.budget - steps_, spread_.budget / 4);
            const auto pass = run_pass(window, {goal_, beyond, splits, true, most_steps}, memory_);
            take(pass);
            if (pass.complete && !pass.exhausted) return;
            if (splittable_ == 0) break;
        }
        branch(window, goal_, splittable_ > 0, steps_ + spread_.budget / 8, steps_, best_);
        for (Wide limit = first_limit(); best_.sum < goal_ && steps_ < spread_.budget; limit *= 4) {
            const int splits = splittable_ > 0 ? 1 : 0;
            const auto pass =
                run_pass(window, {goal_, limit, splits, true, spread_.budget - steps_}, memory_);
            take(pass);
            if (pass.exhausted || pass.complete || limit > beyond / 8) break;
        }
    }

    const Spread& spread_;
    std::int64_t goal_;
    int splittable_ = 0;
    std::int64_t steps_ = 0;
    Balance base_;
    Found best_;
    PassMemory memory_;
};

}  // namespace

Cuts search(const Spread& spread, std::int64_t goal) {
    if (spread.lines.empty() || goal <= 0)
        return {std::vector<std::int64_t>(spread.lines.size(), 0), std::vector<char>(spread.lines.size(), 0),
                0};
    return Search(spread, goal).run();
}

}  // namespace tillpoints::pricing
