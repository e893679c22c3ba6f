#include <algorithm>

#include "plugin/pricing/allocate.hpp"
#include "plugin/pricing/order.hpp"

namespace tillpoints::pricing {

Allocation tender(const Assessed& receipt, Money redeem) {
    std::int64_t eligible = 0;
    for (const auto& line : receipt.lines)
        if (line.treatment == Treatment::eligible) eligible += line.position.sum.count;
    Allocation out;
    out.redeemed = std::clamp(redeem, Money(), Money(eligible));
    out.explanation.resize(receipt.lines.size());
    std::int64_t before = 0;
    for (const auto i : canonical_order(receipt)) {
        const auto& line = receipt.lines[i];
        auto& explanation = out.explanation[i];
        explanation.id = line.position.id;
        if (line.treatment != Treatment::eligible) {
            explanation.reason = "no part of the tender: " + line.reason;
            continue;
        }
        const std::int64_t after = before + line.position.sum.count;
        const auto part = [&](std::int64_t sum) {
            return scale_half_up(out.redeemed.count, sum, std::max<std::int64_t>(eligible, 1));
        };
        explanation.share = explanation.cut = Money(part(after) - part(before));
        explanation.reason = "paid by the tender: share " + to_text(explanation.share);
        before = after;
    }
    for (const auto& line : receipt.lines)
        out.lines.push_back({line.position.id, line.position.price, line.position.quantity, line.position.sum,
                             line.position.part});
    return out;
}

}  // namespace tillpoints::pricing
