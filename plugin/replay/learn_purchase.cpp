#include "plugin/replay/outcome.hpp"

namespace tillpoints::replay {
namespace {

using loyalty::Operation;
using loyalty::OperationState;

/// The cloud has it under this id. An unwanted one, or one that spent other points than asked for, goes back.
Learned found(Fact fact, const Operation& operation) {
    const Points asked = std::get<PurchaseFact>(fact.body).operation.points;
    fact.operation = operation.id;
    fact.cloud_points = operation.points;
    fact.refusal.reset();
    fact.not_before = {};
    const bool spent_other = asked.count > 0 && operation.points != -asked;
    if (spent_other && fact.printed) {
        const Points difference = asked + operation.points;
        return parked(std::move(fact), Errc::does_not_add_up,
                      "other points were spent than the receipt shows",
                      worth(difference > Points() ? difference : -difference));
    }
    if (fact.wanted == Wanted::withdraw || spent_other) {
        fact.wanted = Wanted::withdraw;
        fact.state = FactState::reversing;
        return {std::move(fact),       Road::open, News::unclear,
                Errc::does_not_add_up, {},         "in the cloud, to be taken back"};
    }
    fact.state = FactState::confirmed;
    return {std::move(fact), Road::open, News::confirmed, {}, {}, "confirmed"};
}

}  // namespace

Learned learn_purchase(Fact fact, const Operation& operation, bool unclear_before) {
    const bool ours = !operation.receipt_number || *operation.receipt_number == fact.id.text;
    // A second operation under a repeated number would show only in the list, so an answer after an unclear
    // send is taken as found only by looking.
    if (!ours || unclear_before || operation.state != OperationState::normal)
        return answered_strangely(std::move(fact));
    return found(std::move(fact), operation);
}

Learned purchase_refused(Fact fact, Errc reason) {
    if (fact.wanted == Wanted::withdraw || (redeems(fact) && !fact.printed)) {
        fact.state = FactState::withdrawn;
        fact.wanted = Wanted::withdraw;
        fact.refusal = reason;
        return {std::move(fact), Road::open, News::refused,
                reason,          {},         "refused: " + std::string(name_of(reason))};
    }
    if (promise_of(fact)) return promise_refused(std::move(fact), reason);
    return parked_unhappened(std::move(fact), reason, "the cloud refuses this purchase");
}

Learned learn_purchase(Fact fact, const Scan& scan, Now started, const Policy& policy) {
    std::vector<Operation> live;
    for (const auto& sale : scan.sales())
        if (sale.state == OperationState::normal) live.push_back(sale);
    if (live.size() > 1)
        return parked(std::move(fact), Errc::duplicate,
                      std::to_string(live.size()) + " operations carry this number");
    if (live.size() == 1) return found(std::move(fact), live.front());
    if (!scan.sales().empty()) {
        const auto& canceled = scan.sales().front();
        // It happened, and its goods came back at another till before this one heard of it.
        const bool on_paper = fact.printed || !redeems(fact);
        if (fact.wanted == Wanted::keep && on_paper && scan.sales().size() == 1)
            return found(std::move(fact), canceled);
        fact.operation = canceled.id;
        if (fact.wanted == Wanted::keep)
            return parked(std::move(fact), Errc::does_not_add_up, "the operation was cancelled in the cloud");
        fact.state = FactState::withdrawn;
        return {std::move(fact), Road::open, News::withdrawn, {}, {}, "withdrawn: cancelled in the cloud"};
    }
    if (!absence_counts(fact, scan, started, policy)) return look_later(std::move(fact), started, policy);
    if (fact.refusal == strange_answer)
        return parked(std::move(fact), strange_answer, "the cloud answered for it and does not list it");
    if (fact.wanted == Wanted::withdraw) {
        fact.state = FactState::withdrawn;
        return {std::move(fact), Road::open, News::withdrawn, {}, {}, "withdrawn: not in the cloud"};
    }
    if (fact.refusal) return purchase_refused(std::move(fact), *fact.refusal);
    fact.state = FactState::pending;
    fact.not_before = {};
    return {std::move(fact), Road::open, News::none, {}, {}, "not in the cloud, to be sent again"};
}

}  // namespace tillpoints::replay
