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

Fact correction(const Fact& refund, ParticipantId participant, Points difference) {
    Fact fact;
    fact.id = FactId(refund.id.text + "/correction");
    fact.receipt = refund.receipt;
    fact.body = RewardFact{refund.id, participant, difference, "return " + refund.id.text};
    fact.customer = refund.customer;
    fact.created = refund.created;
    return fact;
}

/// Saga rule 7: what the cloud's proportion gave back other than the lines carried is corrected by a reward.
Learned refunded(Fact fact, const Operation& reversal, const Policy& policy) {
    fact.state = FactState::confirmed;
    fact.reversal = reversal.id;
    fact.cloud_points = reversal.points;
    fact.refusal.reset();
    fact.not_before = {};
    Learned out{std::move(fact), Road::open, News::confirmed, {}, {}, "confirmed"};
    const auto& carried = std::get<RefundFact>(out.fact.body).carried;
    const Points difference = carried ? *carried - reversal.points : Points();
    if (difference == Points()) return out;
    const auto participant = reversal.customer ? reversal.customer->id : std::nullopt;
    if (policy.correct_returns && participant)
        out.follow_ups.push_back(correction(out.fact, *participant, difference));
    else
        out.note = "confirmed; the lines carried " + to_text(difference) + " points more than came back";
    return out;
}

/// Made by this return? Only what was not there before, has the sum, and is not older than the first send.
bool may_be_ours(const Operation& reversal, const Fact& fact, const Policy& policy) {
    const auto& refund = std::get<RefundFact>(fact.body);
    const auto& known = refund.known_reversals;
    if (std::find(known.begin(), known.end(), reversal.id) != known.end()) return false;
    if (refund.partial && reversal.total != -*refund.partial) return false;
    const auto& sent = fact.first_sent;
    return !sent || !sent->cloud || reversal.created >= *sent->cloud - policy.look_margin;
}

/// The sale of another till is found: what its receipt claims is bounded by what the cloud knows of it.
Learned sale_found(Fact fact, const Operation& sale, const Scan& scan) {
    auto& refund = std::get<RefundFact>(fact.body);
    refund.operation = sale.id;
    if (refund.carried)
        refund.carried = std::clamp(*refund.carried, Points(), std::max(-sale.points, Points()));
    // The cloud refused points that were lent: what stands is the award of what was paid.
    const bool award_alone = refund.of_total && sale.cash >= sale.total && sale.total < *refund.of_total;
    if (award_alone && refund.partial)
        refund.partial = Money(scale_down(refund.partial->count, sale.total.count, refund.of_total->count));
    if (refund.partial == Money()) fact.state = FactState::cancelled;
    for (const auto& reversal : scan.reversals())
        if (reversal.origin == sale.id) refund.known_reversals.push_back(reversal.id);
    fact.not_before = {};
    return {std::move(fact), Road::open, News::none, {}, {}, "sale found"};
}

/// Something of it is left to return. A cloud may leave even a sale that was refunded in full as it was.
bool stands(const Operation& sale, const Scan& scan) {
    Money back;
    for (const auto& reversal : scan.reversals())
        if (reversal.origin == sale.id) back += -reversal.total;
    return sale.state == OperationState::normal && back < sale.total;
}

/// How long it is too early to believe in this sale: found by its beginning alone, a redemption may be an
/// attempt that its own till is about to take back, or is kept from taking back. An award never is: it is
/// made of a receipt that is printed.
std::chrono::milliseconds may_yet_go(const Operation& sale, const Scan& scan, Now started,
                                     const Policy& policy) {
    if (!scan.look().prefix || sale.cash >= sale.total) return {};
    if (!started.cloud) return policy.look_cap;
    return policy.unproven_sale_age - (*started.cloud - sale.created);
}

/// The sale of another till, by its number.
Learned learn_sale(Fact fact, const Scan& scan, Now started, const Policy& policy) {
    auto& refund = std::get<RefundFact>(fact.body);
    std::vector<Operation> live;
    for (const auto& sale : scan.sales())
        if (stands(sale, scan)) live.push_back(sale);
    if (live.size() == 1) {
        const auto early = may_yet_go(live.front(), scan, started, policy);
        if (early <= std::chrono::milliseconds(0)) return sale_found(std::move(fact), live.front(), scan);
        fact.not_before = started.local + early;
        return {std::move(fact), Road::open, News::none, {}, {}, ""};
    }
    if (!scan.complete()) return look_later(std::move(fact), started, policy);
    const auto attempt = refund.number.rfind('/');
    if (live.empty() && !scan.look().prefix && attempt != std::string::npos) {
        // The number was noted with the quote; the attempt that stands may be a later one.
        refund.number.resize(attempt + 1);
        return {std::move(fact), Road::open, News::none, {}, {}, ""};
    }
    const auto reason = live.empty() ? Errc::not_found : Errc::duplicate;
    return parked(std::move(fact), reason, "the sale is not to be found in the cloud by " + refund.number);
}

}  // namespace

Learned learn_reversal(Fact fact, const Operation& reversal) {
    if (reversal.state != OperationState::reversal || reversal.origin != fact.operation)
        return answered_strangely(std::move(fact));
    return withdrawn(std::move(fact), reversal.id);
}

Learned learn_reversal(Fact fact, const Scan& scan, Now started, const Policy& policy) {
    const Money whole = std::get<PurchaseFact>(fact.body).operation.total;
    for (const auto& reversal : scan.reversals())
        if (reversal.total == -whole) return withdrawn(std::move(fact), reversal.id);
    if (!scan.reversals().empty())
        return parked(std::move(fact), Errc::does_not_add_up, "a part of it was returned at another till");
    if (scan.origin() && scan.origin()->state == OperationState::canceled)
        return withdrawn(std::move(fact), {});
    if (!absence_counts(fact, scan, started, policy)) return look_later(std::move(fact), started, policy);
    if (fact.refusal)
        return parked(std::move(fact), *fact.refusal, "the cloud does not take the redemption back");
    fact.state = FactState::reversing;
    fact.not_before = {};
    return {std::move(fact), Road::open, News::none, {}, {}, "not refunded, to be refunded again"};
}

Learned learn_refund(Fact fact, const Operation& reversal, const Policy& policy) {
    const bool ours = reversal.state == OperationState::reversal &&
                      reversal.origin == std::get<RefundFact>(fact.body).operation;
    return ours ? refunded(std::move(fact), reversal, policy) : answered_strangely(std::move(fact));
}

Learned learn_refund(Fact fact, const Scan& scan, Now started, const Policy& policy) {
    if (!std::get<RefundFact>(fact.body).operation) return learn_sale(std::move(fact), scan, started, policy);
    std::vector<Operation> ours;
    for (const auto& reversal : scan.reversals())
        if (may_be_ours(reversal, fact, policy)) ours.push_back(reversal);
    if (ours.size() > 1)
        return parked(std::move(fact), Errc::duplicate,
                      std::to_string(ours.size()) + " new reversals fit this return");
    if (ours.size() == 1) return refunded(std::move(fact), ours.front(), policy);
    if (!absence_counts(fact, scan, started, policy)) return look_later(std::move(fact), started, policy);
    if (fact.refusal == strange_answer)
        return parked(std::move(fact), strange_answer, "the cloud answered for it and does not list it");
    if (const auto reason = fact.refusal)
        return parked_unhappened(std::move(fact), *reason, "the cloud does not take this return");
    fact.state = FactState::pending;
    fact.not_before = {};
    return {std::move(fact), Road::open, News::none, {}, {}, "not in the cloud, to be sent again"};
}

}  // namespace tillpoints::replay
