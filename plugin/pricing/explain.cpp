#include "plugin/pricing/explain.hpp"

namespace tillpoints::pricing {
namespace {

std::string words(Treatment treatment) {
    switch (treatment) {
        case Treatment::unredeemable:
            return "not payable with points: ";
        case Treatment::awarded_only:
            return "only awarded: ";
        default:
            return "excluded: ";
    }
}

std::string reason_for(const Assessed::Line& line, const Decision& decision) {
    if (line.treatment != Treatment::eligible) return words(line.treatment) + line.reason;
    const std::string figures =
        "proportional share " + to_text(decision.share) + ", cut " + to_text(decision.cut);
    const auto away = decision.cut.count - decision.share.count;
    std::string reason = figures;
    if (decision.at_least && away < 0)
        reason = "floor: " + figures;
    else if (away > 0)
        reason = "took the remainder: " + figures;
    else if (away < 0)
        reason = "left the remainder to others: " + figures;
    return decision.split ? reason + ", carved into two prices" : reason;
}

}  // namespace

Explanation explain(const Assessed::Line& line, const Decision& decision) {
    return {line.position.id, reason_for(line, decision), decision.share, decision.cut};
}

}  // namespace tillpoints::pricing
