#include "plugin/replay/schedule.hpp"

#include <algorithm>
#include <string_view>

#include "plugin/replay/outcome.hpp"

namespace tillpoints::replay {
namespace {

/// A refused promise waits for a person to see the loss; its sale is awarded otherwise, and may be returned.
bool holds_up_others(const Fact& fact) {
    const auto* promise = promise_of(fact);
    return fact.state == FactState::parked && !(promise && promise->refused);
}

/// Awards, made in the place of lent points that were refused, that are still to come or a person's matter.
/// Returns of their sales, which may stand before them, wait for them and must hold up neither them nor their
/// customer's other facts. What became of the refused redemption itself does not matter.
std::set<FactId> awards_to_come(const std::vector<Fact>& queue) {
    std::set<FactId> awards;
    for (const Fact& fact : queue)
        if (const auto* refund = std::get_if<RefundFact>(&fact.body); refund && !refund->purchase.empty())
            awards.insert(award_instead_of(refund->purchase));
    if (awards.empty()) return awards;
    std::set<FactId> unfinished;
    for (const Fact& fact : queue)
        if (awards.contains(fact.id) && (is_live(fact) || holds_up_others(fact))) unfinished.insert(fact.id);
    return unfinished;
}

/// Calls `visit(index)` for every live fact that nothing but its own time holds back, in order.
template <class Visit>
void each_free(const std::vector<Fact>& queue, const std::set<FactId>& busy, Visit visit) {
    std::set<std::string_view> customers;
    std::set<std::string_view> unfinished;
    std::set<std::string_view> for_a_person;
    const auto to_come = awards_to_come(queue);
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const Fact& fact = queue[i];
        const auto* refund = std::get_if<RefundFact>(&fact.body);
        const bool before_award =
            refund && !to_come.empty() && to_come.contains(award_instead_of(refund->purchase));
        const bool stands_on_unfinished =
            before_award || (fact.after && unfinished.contains(fact.after->text));
        const bool behind_own = !fact.customer.empty() && customers.contains(fact.customer);
        const bool live = is_live(fact);
        // What stands on a parked fact waits as long as that one, and its customer's other facts must not.
        const bool stuck =
            live && fact.wanted == Wanted::keep && fact.after && for_a_person.contains(fact.after->text);
        if (stuck || holds_up_others(fact)) for_a_person.insert(fact.id.text);
        if (live || holds_up_others(fact)) unfinished.insert(fact.id.text);
        if (!live) continue;
        // A withdrawal needs no turn: it only takes back what is its own.
        const bool turn = fact.wanted == Wanted::withdraw || (!stands_on_unfinished && !behind_own);
        if (!fact.customer.empty() && !stuck && !before_award) customers.insert(fact.customer);
        if (turn && !busy.contains(fact.id) && !visit(i)) return;
    }
}

}  // namespace

bool awaits_its_receipt(const Fact& fact) {
    return promise_of(fact) && !fact.printed && fact.wanted == Wanted::keep &&
           fact.state == FactState::pending;
}

bool is_live(const Fact& fact) {
    if (awaits_its_receipt(fact)) return false;
    // Only a purchase can be taken back; returns and corrections are never unwanted.
    if (fact.state == FactState::confirmed)
        return fact.wanted == Wanted::withdraw && fact.operation &&
               std::holds_alternative<PurchaseFact>(fact.body);
    return !is_final(fact.state) && fact.state != FactState::parked;
}

Fact resumed(Fact fact, Now now) {
    fact.not_before = {};
    // The cloud's time goes on whatever happens here; without it only what passes from now on is certain.
    if (fact.last_sent && !fact.last_sent->cloud) fact.last_sent->local = now.local;
    return fact;
}

std::vector<std::size_t> due_now(const std::vector<Fact>& queue, const std::set<FactId>& busy, Now now,
                                 std::size_t most) {
    std::vector<std::size_t> due;
    if (most == 0) return due;
    each_free(queue, busy, [&](std::size_t i) {
        if (queue[i].not_before <= now.local) due.push_back(i);
        return due.size() < most;
    });
    return due;
}

std::optional<Timestamp> next_time(const std::vector<Fact>& queue, const std::set<FactId>& busy) {
    std::optional<Timestamp> time;
    each_free(queue, busy, [&](std::size_t i) {
        time = time ? std::min(*time, queue[i].not_before) : queue[i].not_before;
        return true;
    });
    return time;
}

namespace {

/// The return of goods whose points the cloud never took: their share of what was paid and awarded.
void turn_to_award(RefundFact& refund, const Fact& sale, const Fact& award) {
    const Money total = std::get<PurchaseFact>(sale.body).operation.total;
    const Money awarded = std::get<PurchaseFact>(award.body).operation.total;
    refund.carried = Points();
    if (refund.partial && total > Money())
        refund.partial = Money(scale_down(refund.partial->count, awarded.count, total.count));
}

}  // namespace

Prepared prepare_refund(Fact fact, const std::optional<Fact>& sale, const std::vector<Fact>& refunds, Now now,
                        const Policy& policy, const std::optional<Fact>& instead) {
    auto& refund = std::get<RefundFact>(fact.body);
    const bool refused = sale && promise_of(*sale) && promise_of(*sale)->refused;
    const auto& purchase = refused && instead ? instead : sale;
    if (!purchase) {
        fact.state = FactState::parked;
        fact.parking = Parking{Errc::not_found, "the sale " + refund.purchase.text + " is not in the journal",
                               loss_of(fact)};
        return {std::move(fact), false};
    }
    if (refused && !instead && std::get<PurchaseFact>(sale->body).operation.cash == Money()) {
        // Paid with lent points alone: none were taken, nothing was awarded.
        fact.state = FactState::cancelled;
        return {std::move(fact), false};
    }
    if (!is_final(purchase->state)) {
        // Under way, or a person decides about it: the goods are back all the same.
        fact.not_before = now.local + policy.longest_pause;
        return {std::move(fact), false};
    }
    if (!purchase->operation || purchase->state != FactState::confirmed) {
        // Saga rule 8: a sale that never came to be, or was given up, voids its returns.
        fact.state = FactState::cancelled;
        return {std::move(fact), false};
    }
    if (refused && instead) turn_to_award(refund, *sale, *instead);
    if (refund.partial == Money()) {
        fact.state = FactState::cancelled;
        return {std::move(fact), false};
    }
    refund.operation = purchase->operation;
    refund.known_reversals.clear();
    for (const auto& other : refunds)
        if (other.id != fact.id && other.reversal) refund.known_reversals.push_back(*other.reversal);
    return {std::move(fact), true};
}

}  // namespace tillpoints::replay
