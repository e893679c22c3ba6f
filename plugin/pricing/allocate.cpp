#include "plugin/pricing/allocate.hpp"

#include <algorithm>

#include "plugin/pricing/carve.hpp"
#include "plugin/pricing/explain.hpp"
#include "plugin/pricing/order.hpp"
#include "plugin/pricing/search.hpp"
#include "protocol/till/amounts.hpp"

namespace tillpoints::pricing {
namespace {

/// The receipt as the solver sees it, and where each of its lines stands on the receipt.
struct Plan {
    Spread spread;
    std::vector<std::size_t> where;
};

bool may_split(const Assessed::Line& line, till::Split split) {
    if (!line.may_split || split == till::Split::none) return false;
    if (split == till::Split::pieces && !line.position.quantity.whole()) return false;
    return can_be_carved(line.position.quantity.thousandths);
}

Plan plan_for(const Assessed& receipt, Money redeem, till::Split split, const Rules& rules) {
    Plan plan;
    std::int64_t eligible = 0;
    for (const auto i : canonical_order(receipt)) {
        const auto& line = receipt.lines[i];
        if (line.treatment != Treatment::eligible) continue;
        eligible += line.position.sum.count;
        const Ladder ladder(line.position.price, line.position.quantity, line.floor, rules.step,
                            line.position.part);
        if (!ladder.moves()) continue;
        plan.spread.lines.push_back({ladder, may_split(line, split)});
        plan.where.push_back(i);
    }
    plan.spread.eligible = std::max<std::int64_t>(eligible, 1);
    plan.spread.asked = std::clamp<std::int64_t>(redeem.count, 0, eligible);
    plan.spread.budget = rules.step_budget;
    return plan;
}

void print_line(const till::Position& position, Money price, Quantity quantity, Allocation& out) {
    out.lines.push_back(
        {position.id, price, quantity, till::sum_by_price(price, quantity, position.part), position.part});
}

void print_cut_line(const till::Position& position, const Ladder& ladder, std::int64_t cut, bool split,
                    Allocation& out) {
    const auto parts = split ? carve(ladder, cut) : std::nullopt;
    if (!parts) return print_line(position, Money(ladder.price_for(cut)), position.quantity, out);
    print_line(position, Money(parts->high_price), Quantity{parts->high_quantity}, out);
    print_line(position, Money(parts->low_price), Quantity{parts->low_quantity}, out);
}

Money share_of(const Assessed::Line& line, const Spread& spread) {
    if (line.treatment != Treatment::eligible) return Money();
    return Money(scale_half_up(spread.asked, line.position.sum.count, spread.eligible));
}

}  // namespace

Allocation allocate(const Assessed& receipt, Money redeem, till::Split split, const Rules& rules) {
    const Plan plan = plan_for(receipt, redeem, split, rules);
    const Cuts cuts = search(plan.spread, plan.spread.asked);
    constexpr auto nowhere = static_cast<std::size_t>(-1);
    std::vector<std::size_t> solved(receipt.lines.size(), nowhere);
    for (std::size_t i = 0; i < plan.where.size(); ++i) solved[plan.where[i]] = i;

    Allocation out;
    out.redeemed = Money(cuts.sum);
    out.lines.reserve(receipt.lines.size() + 1);
    out.explanation.reserve(receipt.lines.size());
    for (std::size_t i = 0; i < receipt.lines.size(); ++i) {
        const auto& line = receipt.lines[i];
        Decision decision{share_of(line, plan.spread), Money(), true, false};
        if (solved[i] == nowhere) {
            out.lines.push_back({line.position.id, line.position.price, line.position.quantity,
                                 line.position.sum, line.position.part});
        } else {
            const auto& ladder = plan.spread.lines[solved[i]].ladder;
            const std::int64_t cut = cuts.cut[solved[i]];
            decision = {decision.share, Money(cut), cut == ladder.most(), cuts.split[solved[i]] != 0};
            print_cut_line(line.position, ladder, cut, decision.split, out);
        }
        out.explanation.push_back(explain(line, decision));
    }
    return out;
}

}  // namespace tillpoints::pricing
