#include "plugin/pricing/search.hpp"

#include <algorithm>

#include "plugin/pricing/carve.hpp"
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
        base_ = balance(spread_, goal_);
        if (base_.sum == goal_) return base_cuts();
        steps_ += base_.steps;
        const Window window(spread_, base_);
        best_.sum = base_.sum;
        best_.cost = 0;
        best_.cuts = base_cuts();
        bool certain = true;
        for (int splits = 0; splits <= splittable_ && steps_ < spread_.budget; ++splits) {
            const auto share = splits == 0 ? spread_.budget / 2 : steps_ + (spread_.budget - steps_) * 3 / 4;
            const bool decided = exactly(window, splits, share);
            if (best_.sum == goal_) return best_.cuts;
            certain = certain && decided;
        }
        take_the_largest(window);
        return best_.cuts;
    }

  private:
    Cuts base_cuts() const { return {base_.cut, std::vector<char>(base_.cut.size(), 0), base_.sum}; }

    /// Looks for the goal itself with up to `splits` splits, in windows that widen until the best is certain.
    /// False if the budget ended it.
    bool exactly(const Window& window, int splits, std::int64_t most_steps) {
        if (splits == 0 && goal_ % spread_.lattice(false) != 0) return true;
        if (splits == 1) split_one(window);
        const auto lines = static_cast<std::int64_t>(spread_.lines.size());
        Wide limit = 2 * static_cast<Wide>(spread_.eligible) / lines + 1;
        while (true) {
            if (best_.sum == goal_ && best_.cost < limit) limit = std::max<Wide>(best_.cost, 0);
            auto pass = run_pass(window, {goal_, limit, splits, false, most_steps - steps_});
            steps_ += pass.steps;
            if (pass.found && pass.found->better_than(best_)) best_ = std::move(*pass.found);
            if (pass.complete) return true;
            if (best_.sum == goal_ && best_.cost <= limit) return true;
            if (pass.exhausted || limit >= beyond) return false;
            limit = limit > beyond / 8 ? beyond : limit * 4;
        }
    }

    /// A first answer with one split: all lines stay at the balance and one takes the whole remainder.
    void split_one(const Window& window) {
        const std::int64_t rest = goal_ - base_.sum;
        Found found;
        std::size_t chosen = spread_.lines.size();
        for (std::size_t i = 0; i < spread_.lines.size(); ++i) {
            ++steps_;
            if (!spread_.lines[i].may_split) continue;
            const Wide cost = window.cost(i, rest);
            if (cost >= found.cost || !carve(spread_.lines[i].ladder, base_.cut[i] + rest)) continue;
            found.cost = cost;
            chosen = i;
        }
        if (chosen == spread_.lines.size()) return;
        found.sum = goal_;
        found.splits = 1;
        found.cuts = base_cuts();
        found.cuts.cut[chosen] += rest;
        found.cuts.split[chosen] = 1;
        found.cuts.sum = goal_;
        if (found.better_than(best_)) best_ = std::move(found);
    }

    /// The goal itself has no solution: everything is looked at once for the largest sum below it; if that is
    /// more than the budget allows, narrower windows give what they have.
    void take_the_largest(const Window& window) {
        for (const int splits : {splittable_, 0}) {
            const auto pass = run_pass(
                window, {goal_, beyond, splits, true, std::max(spread_.budget - steps_, spread_.budget / 4)});
            steps_ += pass.steps;
            if (pass.found && pass.found->better_than(best_)) best_ = *pass.found;
            if (pass.complete || splittable_ == 0) break;
        }
        const auto lines = static_cast<std::int64_t>(spread_.lines.size());
        for (Wide limit = 2 * static_cast<Wide>(spread_.eligible) / lines + 1;
             best_.sum < goal_ && steps_ < spread_.budget; limit *= 4) {
            const auto pass =
                run_pass(window, {goal_, limit, splittable_ > 0 ? 1 : 0, true, spread_.budget - steps_});
            steps_ += pass.steps;
            if (pass.found && pass.found->better_than(best_)) best_ = *pass.found;
            if (pass.exhausted || pass.complete || limit > beyond / 8) break;
        }
    }

    const Spread& spread_;
    std::int64_t goal_;
    int splittable_ = 0;
    std::int64_t steps_ = 0;
    Balance base_;
    Found best_;
};

}  // namespace

Cuts search(const Spread& spread, std::int64_t goal) {
    if (spread.lines.empty() || goal <= 0)
        return {std::vector<std::int64_t>(spread.lines.size(), 0), std::vector<char>(spread.lines.size(), 0),
                0};
    return Search(spread, goal).run();
}

}  // namespace tillpoints::pricing
