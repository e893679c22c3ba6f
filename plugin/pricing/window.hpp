#pragma once
#include <cstdint>
#include <vector>

#include "plugin/pricing/balance.hpp"

namespace tillpoints::pricing {

/// A way to move one line away from where the balance put it.
struct Move {
    Wide cost;  ///< what it adds to the squared deviation beyond the common shift, times `eligible`
    std::int64_t by;
    bool split;
};

/// The moves of the lines around a balance, and their costs.
class Window {
  public:
    Window(const Spread& spread, const Balance& base);

    const Spread& spread() const { return *spread_; }
    const Balance& base() const { return *base_; }
    /// `eligible * by^2 + slope * by`; `beyond` if that is too large to matter.
    Wide cost(std::size_t line, std::int64_t by) const;
    /// Moves that cost up to `limit`, staying among them, in ascending order of `by`. `room` shrinks by the
    /// steps taken and falls below zero where they do not suffice; `complete` is cleared when some of the
    /// line's moves were left out.
    std::vector<Move> moves(std::size_t line, Wide limit, bool with_split, std::int64_t& room,
                            bool& complete) const;
    /// How far below zero a split of the line can bring its cost.
    Wide split_gain(std::size_t line) const;

  private:
    void add_splits(std::size_t line, Wide limit, std::int64_t& room, bool& complete,
                    std::vector<Move>& out) const;
    std::int64_t cheapest_split(std::size_t line) const;

    const Spread* spread_;
    const Balance* base_;
    std::vector<Wide> slope_;
};

}  // namespace tillpoints::pricing
