#include "plugin/pricing/pass.hpp"

#include <algorithm>
#include <limits>

#include "plugin/pricing/carve.hpp"

namespace tillpoints::pricing {
namespace {

/// What remains of a state once the next layer is built: the way back.
struct Link {
    std::uint32_t from;
    std::uint32_t move;
};

struct Layer {
    std::size_t line;
    std::vector<Move> moves;
    std::vector<Link> links;
    std::int64_t least_after = 0;  ///< what the lines after this one can still do, the closing line included
    std::int64_t most_after = 0;
};

class Pass {
  public:
    Pass(const Window& window, const Quest& quest, PassMemory& memory)
        : window_(window),
          quest_(quest),
          spread_(window.spread()),
          states_(memory.states),
          candidates_(memory.candidates),
          table_(memory.table),
          memory_(memory) {
        states_.assign(1, {0, 0, 0, 0, 0});
    }

    PassResult run() {
        choose_closing_line();
        collect_layers();
        for (auto layer = layers_.begin(); layer != layers_.end() && !result_.exhausted; ++layer)
            extend(*layer);
        if (!result_.exhausted) close();
        return std::move(result_);
    }

  private:
    /// The line that takes what is left is not searched: whether it can is answered directly. Fine steps make
    /// it likely, if the line has room for what a coarse one leaves; without a limit the longest ladder saves
    /// most.
    void choose_closing_line() {
        std::int64_t room = 0;
        for (const auto& line : spread_.lines) room = std::max(room, 2 * line.ladder.gap());
        const bool unlimited = quest_.limit >= beyond;
        const auto better = [&](const Ladder& a, const Ladder& b) {
            const bool a_roomy = !unlimited && a.most() >= room;
            const bool b_roomy = !unlimited && b.most() >= room;
            if (a_roomy != b_roomy) return a_roomy;
            if (a_roomy && a.gap() != b.gap()) return a.gap() < b.gap();
            return a.most_steps() > b.most_steps();
        };
        for (std::size_t i = 1; i < spread_.lines.size(); ++i)
            if (better(ladder(i), ladder(closing_))) closing_ = i;
    }

    const Ladder& ladder(std::size_t line) const { return spread_.lines[line].ladder; }

    void collect_layers() {
        result_.complete = true;
        limit_ = quest_.limit;
        std::size_t listed = 0;
        if (limit_ < beyond) limit_ += slack();
        for (std::size_t i = 0; i < spread_.lines.size(); ++i) {
            if (i == closing_) continue;
            auto room = std::min<std::int64_t>(quest_.most_steps - result_.steps,
                                               static_cast<std::int64_t>(most_moves - listed));
            result_.steps += room;
            auto moves = window_.moves(i, limit_, quest_.splits > 0, room, result_.complete);
            result_.steps -= room;
            listed += moves.size();
            if (room < 0 || listed > most_moves) {
                result_.exhausted = true;
                return;
            }
            if (moves.size() > 1) layers_.push_back({i, std::move(moves), {}});
        }
        std::stable_sort(layers_.begin(), layers_.end(), [&](const Layer& a, const Layer& b) {
            return ladder(a.line).gap() > ladder(b.line).gap();
        });
        std::int64_t least = -window_.base().cut[closing_];
        std::int64_t most = ladder(closing_).most() - window_.base().cut[closing_];
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

    void extend(Layer& layer) {
        const auto size = states_.size() * layer.moves.size();
        if (result_.steps + static_cast<std::int64_t>(size) > quest_.most_steps || links_ >= most_links) {
            result_.exhausted = true;
            return;
        }
        result_.steps += static_cast<std::int64_t>(size);
        collect_candidates(layer);
        if (result_.exhausted) return;
        keep_cheapest();
        layer.links.reserve(states_.size());
        for (const auto& state : states_)
            layer.links.push_back(
                {static_cast<std::uint32_t>(state.from), static_cast<std::uint32_t>(state.move)});
        links_ += states_.size();
    }

    void collect_candidates(const Layer& layer) {
        candidates_.clear();
        const std::int64_t wanted = quest_.goal - window_.base().sum;
        const auto most = wanted - layer.least_after;
        const auto least =
            quest_.smaller_too ? std::numeric_limits<std::int64_t>::min() : wanted - layer.most_after;
        const auto splits = static_cast<std::uint64_t>(quest_.splits);
        for (std::size_t from = 0; from < states_.size(); ++from)
            for (std::size_t move = 0; move < layer.moves.size(); ++move) {
                const State& state = states_[from];
                const Move& by = layer.moves[move];
                const auto sum = state.sum + by.by;
                const auto so_far = static_cast<std::uint64_t>(state.splits) + (by.split ? 1 : 0);
                if (so_far > splits || sum > most || sum < least) continue;
                const Wide cost = state.cost + by.cost;
                if (cost > limit_)
                    result_.complete = false;
                else
                    candidates_.push_back(
                        {cost, sum, from & place_mask, move & place_mask, so_far & split_mask});
                if (candidates_.size() > most_candidates) {
                    result_.exhausted = true;
                    return;
                }
            }
    }

    /// Of all candidates with one sum and number of splits the cheapest stays, the first of equals.
    void keep_cheapest() {
        states_.clear();
        if (candidates_.empty()) return;
        auto [low, high] = std::minmax_element(candidates_.begin(), candidates_.end(),
                                               [](const State& a, const State& b) { return a.sum < b.sum; });
        const std::int64_t least = low->sum;
        const auto width = static_cast<std::uint64_t>(high->sum - least) + 1;
        const auto kinds = static_cast<std::uint64_t>(quest_.splits) + 1;
        if (width <= 8 * candidates_.size() / kinds + 1024)
            return keep_by_table(least, static_cast<std::size_t>(width * kinds));
        memory_.order.clear();
        for (std::uint32_t at = 0; at < candidates_.size(); ++at)
            memory_.order.push_back({static_cast<std::uint64_t>(candidates_[at].sum - least),
                                     static_cast<std::uint32_t>(candidates_[at].splits), at});
        sort_states(memory_.order, memory_.sorting);
        for (const auto& order : memory_.order) {
            const State& state = candidates_[order.at];
            const bool another =
                states_.empty() || states_.back().sum != state.sum || states_.back().splits != state.splits;
            if (another)
                states_.push_back(state);
            else if (state.cost < states_.back().cost)
                states_.back() = state;
        }
    }

    void keep_by_table(std::int64_t least, std::size_t size) {
        constexpr auto none = std::numeric_limits<std::uint32_t>::max();
        table_.assign(size, none);
        const auto kinds = static_cast<std::size_t>(quest_.splits) + 1;
        for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
            const auto& state = candidates_[i];
            auto& best = table_[static_cast<std::size_t>(state.sum - least) * kinds + state.splits];
            if (best == none || state.cost < candidates_[best].cost) best = i;
        }
        for (const auto i : table_)
            if (i != none) states_.push_back(candidates_[i]);
    }

    /// Every state is completed by the closing line.
    void close() {
        const auto& last = states_;
        const std::int64_t wanted = quest_.goal - window_.base().sum;
        std::optional<Found> best;
        std::uint32_t best_state = 0;
        bool best_split = false;
        const auto offer = [&](std::uint32_t index, std::int64_t by, bool split) {
            const auto& state = last[index];
            Found found;
            found.sum = window_.base().sum + state.sum + by;
            found.splits = static_cast<int>(state.splits) + (split ? 1 : 0);
            found.cost = state.cost + window_.cost(closing_, by);
            if (best && !found.better_than(*best)) return;
            best = std::move(found);
            best_state = index;
            best_split = split;
            closing_by_ = by;
        };
        const Ladder& last_ladder = ladder(closing_);
        const std::int64_t stand = window_.base().cut[closing_];
        for (std::uint32_t i = 0; i < last.size(); ++i) {
            ++result_.steps;
            const std::int64_t to = stand + wanted - last[i].sum;
            if (to < 0) continue;
            const std::int64_t reached = last_ladder.at_most(to);
            if (reached == to || quest_.smaller_too) offer(i, reached - stand, false);
            if (reached == to || !spread_.lines[closing_].may_split ||
                static_cast<int>(last[i].splits) >= quest_.splits)
                continue;
            for (auto cut = std::min(to, last_ladder.most()); cut > reached; --cut) {
                if (++result_.steps > quest_.most_steps) {
                    result_.exhausted = true;
                    break;
                }
                if (carve(last_ladder, cut, result_.steps)) {
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
            const Link& link = layer->links[index];
            const Move& move = layer->moves[link.move];
            best.cuts.cut[layer->line] += move.by;
            best.cuts.split[layer->line] = move.split ? 1 : 0;
            index = link.from;
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
    std::vector<State>& states_;
    std::vector<State>& candidates_;
    std::vector<std::uint32_t>& table_;
    PassMemory& memory_;
    std::size_t links_ = 0;
    PassResult result_;
};

}  // namespace

PassResult run_pass(const Window& window, const Quest& quest, PassMemory& memory) {
    return Pass(window, quest, memory).run();
}

}  // namespace tillpoints::pricing
