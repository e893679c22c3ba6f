#include "plugin/pricing/pass.hpp"

#include <algorithm>
#include <limits>

#include "plugin/pricing/carve.hpp"

namespace tillpoints::pricing {
namespace {

/// Bounds the memory of one pass to some 40 MB, on a terminal that has 1 GB for everything.
constexpr std::size_t most_states = 1u << 18;

/// One reachable sum: how, from which state of the layer before, at what cost.
struct State {
    std::int64_t sum;  ///< of the moves so far
    Wide cost;
    std::uint32_t from;
    std::uint32_t move;
    std::int32_t splits;
};

struct Layer {
    std::size_t line;
    std::vector<Move> moves;
    std::vector<State> states;
    std::int64_t least_after = 0;  ///< what the lines after this one can still do, the closing line included
    std::int64_t most_after = 0;
};

class Pass {
  public:
    Pass(const Window& window, const Quest& quest)
        : window_(window), quest_(quest), spread_(window.spread()) {}

    PassResult run() {
        choose_closing_line();
        collect_layers();
        for (std::size_t i = 0; i < layers_.size() && !result_.exhausted; ++i) extend(i);
        if (!result_.exhausted) close();
        return std::move(result_);
    }

  private:
    /// The line that takes what is left is not searched: whether it can is answered directly.
    void choose_closing_line() {
        const auto worse = [&](const Ladder& a, const Ladder& b) {
            const bool whole = quest_.limit >= beyond;
            if (!whole && a.gap() != b.gap()) return a.gap() > b.gap();
            return a.most_steps() < b.most_steps();
        };
        for (std::size_t i = 1; i < spread_.lines.size(); ++i)
            if (worse(effective(closing_), effective(i))) closing_ = i;
    }

    const Ladder& effective(std::size_t line) const { return spread_.lines[line].ladder; }

    void collect_layers() {
        result_.complete = true;
        limit_ = quest_.limit;
        if (limit_ < beyond) limit_ += slack();
        for (std::size_t i = 0; i < spread_.lines.size(); ++i) {
            if (i == closing_) continue;
            const auto room = std::min<std::int64_t>(quest_.most_steps - result_.steps,
                                                     static_cast<std::int64_t>(most_states - kept_));
            auto moves = window_.moves(i, limit_, quest_.splits > 0, room, result_.complete);
            result_.steps += static_cast<std::int64_t>(moves.size());
            kept_ += moves.size();
            if (static_cast<std::int64_t>(moves.size()) > room) {
                result_.exhausted = true;
                return;
            }
            if (moves.size() > 1) layers_.push_back({i, std::move(moves), {}});
        }
        std::stable_sort(layers_.begin(), layers_.end(), [&](const Layer& a, const Layer& b) {
            return effective(a.line).gap() > effective(b.line).gap();
        });
        std::int64_t least = -window_.base().cut[closing_];
        std::int64_t most = effective(closing_).most() - window_.base().cut[closing_];
        for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
            layer->least_after = least;
            layer->most_after = most;
            least += layer->moves.front().by;
            most += layer->moves.back().by;
        }
    }

    /// The most that the allowed number of splits can bring the cost below zero.
    Wide slack() const {
        if (quest_.splits == 0) return 0;
        std::vector<Wide> gains;
        for (std::size_t i = 0; i < spread_.lines.size(); ++i)
            if (spread_.lines[i].may_split) gains.push_back(window_.split_gain(i));
        std::sort(gains.begin(), gains.end(), [](Wide a, Wide b) { return a > b; });
        Wide sum = 0;
        for (std::size_t i = 0; i < gains.size() && i < static_cast<std::size_t>(quest_.splits); ++i)
            sum += gains[i];
        return std::min(sum, beyond);
    }

    void extend(std::size_t index) {
        static const std::vector<State> start{{0, 0, 0, 0, 0}};
        Layer& layer = layers_[index];
        const auto& before = index == 0 ? start : layers_[index - 1].states;
        const auto size = before.size() * layer.moves.size();
        result_.steps += static_cast<std::int64_t>(size);
        if (result_.steps > quest_.most_steps || size > most_states || kept_ >= most_states) {
            result_.exhausted = true;
            return;
        }
        candidates_.clear();
        const std::int64_t wanted = quest_.goal - window_.base().sum;
        for (std::uint32_t from = 0; from < before.size(); ++from)
            for (std::uint32_t move = 0; move < layer.moves.size(); ++move) {
                const State next{before[from].sum + layer.moves[move].by,
                                 before[from].cost + layer.moves[move].cost, from, move,
                                 before[from].splits + (layer.moves[move].split ? 1 : 0)};
                if (next.splits > quest_.splits || next.sum + layer.least_after > wanted) continue;
                if (!quest_.smaller_too && next.sum + layer.most_after < wanted) continue;
                if (next.cost > limit_)
                    result_.complete = false;
                else
                    candidates_.push_back(next);
            }
        keep_cheapest(layer.states);
        kept_ += layer.states.size();
    }

    /// Of all candidates with one sum and number of splits the cheapest stays, the first of equals.
    void keep_cheapest(std::vector<State>& states) {
        if (candidates_.empty()) return;
        auto [low, high] = std::minmax_element(candidates_.begin(), candidates_.end(),
                                               [](const State& a, const State& b) { return a.sum < b.sum; });
        const std::int64_t least = low->sum;
        const auto width = static_cast<std::uint64_t>(high->sum - least) + 1;
        const auto kinds = static_cast<std::uint64_t>(quest_.splits) + 1;
        if (width <= 8 * candidates_.size() / kinds + 1024)
            return keep_by_table(states, least, width * kinds);
        std::stable_sort(candidates_.begin(), candidates_.end(), [](const State& a, const State& b) {
            if (a.sum != b.sum) return a.sum < b.sum;
            return a.splits != b.splits ? a.splits < b.splits : a.cost < b.cost;
        });
        for (const auto& state : candidates_)
            if (states.empty() || states.back().sum != state.sum || states.back().splits != state.splits)
                states.push_back(state);
    }

    void keep_by_table(std::vector<State>& states, std::int64_t least, std::uint64_t size) {
        constexpr auto none = std::numeric_limits<std::uint32_t>::max();
        table_.assign(size, none);
        const auto kinds = static_cast<std::uint64_t>(quest_.splits) + 1;
        for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
            const auto& state = candidates_[i];
            auto& best = table_[static_cast<std::uint64_t>(state.sum - least) * kinds +
                                static_cast<std::uint64_t>(state.splits)];
            if (best == none || state.cost < candidates_[best].cost) best = i;
        }
        for (const auto i : table_)
            if (i != none) states.push_back(candidates_[i]);
    }

    /// Every state is completed by the closing line.
    void close() {
        static const std::vector<State> start{{0, 0, 0, 0, 0}};
        const auto& last = layers_.empty() ? start : layers_.back().states;
        const std::int64_t wanted = quest_.goal - window_.base().sum;
        std::optional<Found> best;
        std::uint32_t best_state = 0;
        bool best_split = false;
        const auto offer = [&](std::uint32_t index, std::int64_t by, bool split) {
            const auto& state = last[index];
            Found found;
            found.sum = window_.base().sum + state.sum + by;
            found.splits = state.splits + (split ? 1 : 0);
            found.cost = state.cost + window_.cost(closing_, by);
            if (best && !found.better_than(*best)) return;
            best = std::move(found);
            best_state = index;
            best_split = split;
            closing_by_ = by;
        };
        const Ladder& ladder = effective(closing_);
        const std::int64_t stand = window_.base().cut[closing_];
        for (std::uint32_t i = 0; i < last.size(); ++i) {
            ++result_.steps;
            const std::int64_t to = stand + wanted - last[i].sum;
            if (to < 0) continue;
            const std::int64_t reached = ladder.at_most(to);
            if (reached == to || quest_.smaller_too) offer(i, reached - stand, false);
            if (reached == to || !spread_.lines[closing_].may_split || last[i].splits >= quest_.splits)
                continue;
            for (auto cut = std::min(to, ladder.most()); cut > reached; --cut) {
                ++result_.steps;
                if (carve(ladder, cut)) {
                    if (cut == to || quest_.smaller_too) offer(i, cut - stand, true);
                    break;
                }
                if (!quest_.smaller_too) break;
            }
        }
        if (best) restore(*best, best_state, best_split);
    }

    void restore(Found& best, std::uint32_t index, bool closing_split) {
        best.cuts.cut = window_.base().cut;
        best.cuts.split.assign(best.cuts.cut.size(), 0);
        best.cuts.cut[closing_] += closing_by_;
        best.cuts.split[closing_] = closing_split ? 1 : 0;
        for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
            const State& state = layer->states[index];
            const Move& move = layer->moves[state.move];
            best.cuts.cut[layer->line] += move.by;
            best.cuts.split[layer->line] = move.split ? 1 : 0;
            index = state.from;
        }
        best.cuts.sum = best.sum;
        result_.found = std::move(best);
    }

    const Window& window_;
    const Quest& quest_;
    const Spread& spread_;
    std::size_t closing_ = 0;
    std::int64_t closing_by_ = 0;
    Wide limit_ = 0;
    std::vector<Layer> layers_;
    std::vector<State> candidates_;
    std::vector<std::uint32_t> table_;
    std::size_t kept_ = 0;  ///< moves and states
    PassResult result_;
};

}  // namespace

PassResult run_pass(const Window& window, const Quest& quest) {
    return Pass(window, quest).run();
}

}  // namespace tillpoints::pricing
