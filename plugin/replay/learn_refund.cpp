#include <algorithm>

#include "plugin/replay/outcome.hpp"

namespace tillpoints::replay {
namespace {

using loyalty::Operation;
using loyalty::OperationState;

Learned withdrawn(Fact fact, std::optional<OperationId> reversal) {
    fact.state = FactState::withdrawn;
    fact.reversal = reversal;
    fact.refusal.reset();
    return {std::move(fact), Road::open, News::withdrawn, {}, {}, "withdrawn: refunded in the cloud"};
}

/// Saga rule 7: what the cloud's proportion gave back other than the lines carried is corrected by a reward.
std::vector<Fact> correction(const Fact& refund, const Operation& reversal) {
    const Points difference = std::get<RefundFact>(refund.body).carried - reversal.points;
    const auto participant = reversal.customer ? reversal.customer->id : std::nullopt;
    if (difference == Points() || !participant) return {};
    Fact fact;
    fact.id = FactId(refund.id.text + "/correction");
    fact.receipt = refund.receipt;
    fact.body = RewardFact{refund.id, *participant, difference, "return " + refund.id.text};
    fact.customer = refund.customer;
    fact.created = refund.created;
    return {fact};
}

/// The sale of another till, by its number.
Learned learn_sale(Fact fact, const Scan& scan, Now started, const Policy& policy) {
    auto& refund = std::get<RefundFact>(fact.body);
    std::vector<Operation> live;
    for (const auto& sale : scan.sales())
        if (sale.state == OperationState::normal) live.push_back(sale);
    if (live.size() == 1) {
        refund.operation = live.front().id;
        return {std::move(fact), Road::open, News::none, {}, {}, "sale found"};
    }
    if (!scan.complete()) return look_later(std::move(fact), started, policy);
    const auto reason = live.empty() ? Errc::not_found : Errc::duplicate;
    return parked(std::move(fact), reason, "the sale is not to be found in the cloud by " + refund.number, worth(refund.carried));
}

}  // namespace

Learned learn_reversal(Fact fact, const Operation& reversal) {
    if (reversal.state != OperationState::reversal || reversal.origin != fact.operation)
        return {std::move(fact), Road::open, News::none, {}, {}, "answered, to be looked up"};
    return withdrawn(std::move(fact), reversal.id);
}

Learned learn_reversal(Fact fact, const Scan& scan, Now started, const Policy& policy) {
    if (!scan.reversals().empty()) return withdrawn(std::move(fact), scan.reversals().front().id);
    if (scan.origin() && scan.origin()->state == OperationState::canceled) return withdrawn(std::move(fact), {});
    if (!absence_counts(fact, scan, started, policy)) return look_later(std::move(fact), started, policy);
    if (fact.refusal) {
        const Money loss = worth(-fact.cloud_points);
        return parked(std::move(fact), *fact.refusal, "the cloud refuses to take the redemption back", loss);
    }
    fact.state = FactState::reversing;
    fact.not_before = {};
    return {std::move(fact), Road::open, News::none, {}, {}, "not refunded, to be refunded again"};
}

Learned learn_refund(Fact fact, const Operation& reversal, const Policy& policy) {
    const auto& refund = std::get<RefundFact>(fact.body);
    if (reversal.state != OperationState::reversal || reversal.origin != refund.operation)
        return {std::move(fact), Road::open, News::none, {}, {}, "answered, to be looked up"};
    fact.state = FactState::confirmed;
    fact.reversal = reversal.id;
    fact.cloud_points = reversal.points;
    fact.refusal.reset();
    fact.not_before = {};
    auto follow_ups = policy.correct_returns ? correction(fact, reversal) : std::vector<Fact>();
    return {std::move(fact), Road::open, News::confirmed, {}, std::move(follow_ups), "confirmed"};
}

Learned learn_refund(Fact fact, const Scan& scan, Now started, const Policy& policy) {
    const auto& refund = std::get<RefundFact>(fact.body);
    if (!refund.operation) return learn_sale(std::move(fact), scan, started, policy);
    std::vector<Operation> ours;
    for (const auto& reversal : scan.reversals()) {
        const auto& known = refund.known_reversals;
        if (std::find(known.begin(), known.end(), reversal.id) != known.end()) continue;
        if (!refund.partial || reversal.total == -*refund.partial) ours.push_back(reversal);
    }
    if (ours.size() > 1)
        return parked(std::move(fact), Errc::duplicate, std::to_string(ours.size()) + " new reversals fit this return", worth(refund.carried));
    if (ours.size() == 1) return learn_refund(std::move(fact), ours.front(), policy);
    if (!absence_counts(fact, scan, started, policy)) return look_later(std::move(fact), started, policy);
    if (fact.refusal) return parked(std::move(fact), *fact.refusal, "the cloud refuses this return", worth(refund.carried));
    fact.state = FactState::pending;
    fact.not_before = {};
    return {std::move(fact), Road::open, News::none, {}, {}, "not in the cloud, to be sent again"};
}

}  // namespace tillpoints::replay
