#include "plugin/replay/schedule.hpp"

#include <algorithm>
#include <string_view>

#include "plugin/entries/transition.hpp"
#include "plugin/replay/outcome.hpp"

namespace tillpoints::replay {
namespace {

/// Every parked entry but an offline redemption that the cloud refused: that one only shows its loss to a
/// person. Its sale is awarded by another entry and may be returned.
bool holds_up_others(const OutboxEntry& entry) {
    const auto* offline_redemption = offline_redemption_of(entry);
    return entry.state == EntryState::parked && !(offline_redemption && offline_redemption->refused);
}

/// Awards that replace refused offline redemptions and are not settled yet. Returns of the same sales wait
/// for these awards, although they may stand before them in the queue; so they must hold up neither the
/// awards nor their customer's other entries. What became of the refused redemption itself does not matter.
std::set<EntryId> awards_to_come(const EntryQueue& queue) {
    std::set<EntryId> awards;
    for (const OutboxEntry& entry : queue)
        if (const auto* refund = std::get_if<RefundEntry>(&entry.body); refund && !refund->purchase.empty())
            awards.insert(award_instead_of(refund->purchase));
    if (awards.empty()) return awards;
    std::set<EntryId> unfinished;
    for (const OutboxEntry& entry : queue)
        if (awards.contains(entry.id) && (is_live(entry) || holds_up_others(entry)))
            unfinished.insert(entry.id);
    return unfinished;
}

/// Calls `visit(index)`, in order, for every live entry that no other entry holds up; its own `not_before`
/// may still lie ahead.
template <class Visit>
void each_free(const EntryQueue& queue, const std::set<EntryId>& busy, Visit visit) {
    std::set<std::string_view> customers;
    std::set<std::string_view> unfinished;
    std::set<std::string_view> for_a_person;
    const auto to_come = awards_to_come(queue);
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const OutboxEntry& entry = queue[i];
        const auto* refund = std::get_if<RefundEntry>(&entry.body);
        const bool before_award =
            refund && !to_come.empty() && to_come.contains(award_instead_of(refund->purchase));
        const bool stands_on_unfinished =
            before_award || (entry.after && unfinished.contains(entry.after->text));
        const bool behind_own = !entry.customer.empty() && customers.contains(entry.customer);
        const bool live = is_live(entry);
        // An entry that must come after a parked one waits for the same person. It must not hold up its
        // customer's other entries meanwhile.
        const bool stuck =
            live && entry.wanted == Wanted::keep && entry.after && for_a_person.contains(entry.after->text);
        if (stuck || holds_up_others(entry)) for_a_person.insert(entry.id.text);
        if (live || holds_up_others(entry)) unfinished.insert(entry.id.text);
        if (!live) continue;
        // A withdrawal may overtake: it takes back nothing but its own operation.
        const bool turn = entry.wanted == Wanted::withdraw || (!stands_on_unfinished && !behind_own);
        if (!entry.customer.empty() && !stuck && !before_award) customers.insert(entry.customer);
        if (turn && !busy.contains(entry.id) && !visit(i)) return;
    }
}

}  // namespace

bool awaits_its_receipt(const OutboxEntry& entry) {
    return offline_redemption_of(entry) && !entry.printed && entry.wanted == Wanted::keep &&
           entry.state == EntryState::pending;
}

bool is_live(const OutboxEntry& entry) {
    if (awaits_its_receipt(entry)) return false;
    // Only a purchase can be taken back; returns and corrections are never unwanted.
    if (entry.state == EntryState::confirmed)
        return entry.wanted == Wanted::withdraw && entry.operation &&
               std::holds_alternative<PurchaseEntry>(entry.body);
    return !is_final(entry.state) && entry.state != EntryState::parked;
}

std::size_t moving(const EntryQueue& queue) {
    std::set<std::string_view> for_a_person;
    std::size_t count = 0;
    for (const OutboxEntry& entry : queue) {
        const auto* refund = std::get_if<RefundEntry>(&entry.body);
        const bool live = is_live(entry);
        const bool waits_for_sale = refund && !refund->operation && !refund->purchase.empty();
        const bool stuck =
            live && entry.wanted == Wanted::keep && entry.after && for_a_person.contains(entry.after->text);
        if (stuck || holds_up_others(entry)) for_a_person.insert(entry.id.text);
        if (live && !stuck && !waits_for_sale) ++count;
    }
    return count;
}

OutboxEntry resumed(OutboxEntry entry, Now now) {
    entry.not_before = {};
    // A database that was restored may not know of a refund, so it is looked for before it is made.
    if (is_live(entry) && entry.state == EntryState::confirmed) move_to(entry, EntryState::reversing);
    if (entry.state == EntryState::reversing) {
        move_to(entry, EntryState::reversal_sent);
        if (!entry.reversal_first_sent) entry.reversal_first_sent = sent_at(now);
        entry.last_sent = sent_at(now);
    }
    // The cloud's time goes on whatever happens here; without it only what passes from now on is certain.
    if (entry.last_sent && !entry.last_sent->cloud) entry.last_sent->local = now.local;
    return entry;
}

std::vector<std::size_t> due_now(const EntryQueue& queue, const std::set<EntryId>& busy, Now now,
                                 std::size_t most) {
    std::vector<std::size_t> due;
    if (most == 0) return due;
    each_free(queue, busy, [&](std::size_t i) {
        if (queue[i].not_before <= now.local) due.push_back(i);
        return due.size() < most;
    });
    return due;
}

std::optional<Timestamp> next_time(const EntryQueue& queue, const std::set<EntryId>& busy) {
    std::optional<Timestamp> time;
    each_free(queue, busy, [&](std::size_t i) {
        time = time ? std::min(*time, queue[i].not_before) : queue[i].not_before;
        return true;
    });
    return time;
}

namespace {

/// Makes the return one of the award that replaced a refused redemption: its share of what was paid, and no
/// points.
void turn_to_award(RefundEntry& refund, const OutboxEntry& sale, const OutboxEntry& award) {
    const Money total = std::get<PurchaseEntry>(sale.body).operation.total;
    const Money awarded = std::get<PurchaseEntry>(award.body).operation.total;
    refund.carried = Points();
    if (refund.partial && total > Money())
        refund.partial = Money(scale_down(refund.partial->count, awarded.count, total.count));
}

}  // namespace

Prepared prepare_refund(OutboxEntry entry, const std::optional<OutboxEntry>& sale,
                        const std::vector<OutboxEntry>& refunds, Now now, const Policy& policy,
                        const std::optional<OutboxEntry>& instead) {
    auto& refund = std::get<RefundEntry>(entry.body);
    const bool refused = sale && offline_redemption_of(*sale) && offline_redemption_of(*sale)->refused;
    const auto& purchase = refused && instead ? instead : sale;
    if (!purchase) {
        park(entry, {Errc::not_found, "the sale " + refund.purchase.text + " is not in the journal",
                     loss_of(entry)});
        return {std::move(entry), false};
    }
    if (refused && !instead && std::get<PurchaseEntry>(sale->body).operation.cash == Money()) {
        // Everything was paid with offline points that the cloud refused: no points were taken and none
        // awarded, so there is nothing to give back.
        move_to(entry, EntryState::cancelled);
        return {std::move(entry), false};
    }
    if (!is_final(purchase->state)) {
        // The sale is on its way, or a person decides about it. The return waits: the goods came back in
        // either case.
        entry.not_before = now.local + policy.longest_pause;
        return {std::move(entry), false};
    }
    if (!purchase->operation || purchase->state != EntryState::confirmed) {
        // Saga rule 8: a sale that never came to be, or was given up, voids its returns.
        move_to(entry, EntryState::cancelled);
        return {std::move(entry), false};
    }
    if (refused && instead) turn_to_award(refund, *sale, *instead);
    if (refund.partial == Money()) {
        move_to(entry, EntryState::cancelled);
        return {std::move(entry), false};
    }
    refund.operation = purchase->operation;
    refund.known_reversals.clear();
    for (const auto& other : refunds)
        if (other.id != entry.id && other.reversal) refund.known_reversals.push_back(*other.reversal);
    return {std::move(entry), true};
}

}  // namespace tillpoints::replay
