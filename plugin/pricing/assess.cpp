#include <algorithm>

#include "plugin/pricing/ladder.hpp"
#include "plugin/pricing/rules.hpp"
#include "plugin/pricing/treatment.hpp"

namespace tillpoints::pricing {
namespace {

Assessed::Line assess_line(const till::Position& position, const Rules& rules) {
    Assessed::Line line;
    auto verdict = judge(position, rules);
    line.position = position;
    line.treatment = verdict.treatment;
    line.reason = std::move(verdict.reason);
    line.floor = std::max({rules.floor, position.min_price.value_or(Money()), Money()});
    line.may_split =
        !position.marked && !position.part && !carries_mark(position.type) && !position.has_modifiers;
    return line;
}

void add_to_totals(const Assessed::Line& line, const Rules& rules, Assessed& out) {
    const Money sum = line.position.sum;
    out.receipt_total += sum;
    const bool outside = line.treatment == Treatment::excluded;
    if (outside && !rules.excluded_as_skip_total) return;
    out.sent_total += sum;
    if (outside) out.skip_total += sum;
    if (line.treatment != Treatment::eligible) {
        out.unredeemable_total += sum;
        return;
    }
    const Ladder ladder(line.position.price, line.position.quantity, line.floor, rules.step,
                        line.position.part);
    out.most += Money(ladder.most());
}

}  // namespace

Assessed assess(const std::vector<till::Position>& positions, const Rules& rules) {
    Assessed out;
    out.lines.reserve(positions.size());
    for (const auto& position : positions) {
        out.lines.push_back(assess_line(position, rules));
        add_to_totals(out.lines.back(), rules, out);
    }
    return out;
}

}  // namespace tillpoints::pricing
