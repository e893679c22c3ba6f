#include "plugin/entries/number.hpp"
#include "plugin/entries/transition.hpp"
#include "plugin/replay/agreement.hpp"
#include "plugin/replay/outcome.hpp"

namespace tillpoints::replay {
namespace {

using loyalty::Operation;
using loyalty::OperationState;

/// The cloud has the purchase under this id. It is taken back if it is not wanted, or if it spent other
/// points than were asked for.
Learned found(OutboxEntry entry, const Operation& operation) {
    const Points asked = std::get<PurchaseEntry>(entry.body).operation.points;
    entry.operation = operation.id;
    entry.cloud_points = operation.points;
    entry.refusal.reset();
    entry.not_before = {};
    const bool spent_other = asked.count > 0 && operation.points != -asked;
    if (spent_other && entry.printed) {
        const Points difference = asked + operation.points;
        return parked(std::move(entry), Errc::does_not_add_up,
                      "other points were spent than the receipt shows",
                      worth(difference > Points() ? difference : -difference));
    }
    if (entry.wanted == Wanted::withdraw || spent_other) {
        entry.wanted = Wanted::withdraw;
        move_to(entry, EntryState::reversing);
        return {std::move(entry),
                LinkStatus::open,
                EntryOutcome::unclear,
                Errc::does_not_add_up,
                {},
                "in the cloud, to be taken back"};
    }
    move_to(entry, EntryState::confirmed);
    return {std::move(entry), LinkStatus::open, EntryOutcome::confirmed, {}, {}, "confirmed"};
}

}  // namespace

Learned learn_purchase(OutboxEntry entry, const Operation& operation, bool unclear_before) {
    const bool ours = !operation.receipt_number || *operation.receipt_number == number_of(entry);
    // A second operation under a repeated number would show only in the list, so an answer after an unclear
    // send is taken as found only by looking.
    if (!ours || unclear_before || operation.state != OperationState::normal)
        return answered_strangely(std::move(entry));
    return found(std::move(entry), operation);
}

Learned purchase_refused(OutboxEntry entry, Errc reason) {
    if (entry.wanted == Wanted::withdraw || (redeems(entry) && !entry.printed)) {
        move_to(entry, EntryState::withdrawn);
        entry.wanted = Wanted::withdraw;
        entry.refusal = reason;
        return {std::move(entry),
                LinkStatus::open,
                EntryOutcome::refused,
                reason,
                {},
                "refused: " + std::string(name_of(reason))};
    }
    if (offline_redemption_of(entry)) return offline_redemption_refused(std::move(entry), reason);
    return parked_unhappened(std::move(entry), reason, "the cloud refuses this purchase");
}

Learned learn_purchase(OutboxEntry entry, const Findings& seen, Now started, const Policy& policy) {
    std::vector<Operation> ours;
    bool doubtful = false;
    for (const auto& sale : seen.sales) {
        const auto whose = agreement(entry, sale, policy);
        if (whose == Agreement::ours) ours.push_back(sale);
        doubtful = doubtful || whose == Agreement::doubtful;
    }
    if (ours.empty() && doubtful)
        return parked(std::move(entry), Errc::does_not_add_up,
                      "an operation with this number has another customer or other sums");
    std::vector<Operation> live;
    for (const auto& sale : ours)
        if (sale.state == OperationState::normal) live.push_back(sale);
    if (live.size() > 1)
        return parked(std::move(entry), Errc::duplicate,
                      std::to_string(live.size()) + " operations carry this number");
    if (live.size() == 1) return found(std::move(entry), live.front());
    if (!ours.empty()) {
        const auto& canceled = ours.front();
        // The sale happened, and its goods were returned at another terminal before this one learned of it.
        const bool on_paper = entry.printed || !redeems(entry);
        if (entry.wanted == Wanted::keep && on_paper && ours.size() == 1)
            return found(std::move(entry), canceled);
        entry.operation = canceled.id;
        if (entry.wanted == Wanted::keep)
            return parked(std::move(entry), Errc::does_not_add_up,
                          "the operation was cancelled in the cloud");
        move_to(entry, EntryState::withdrawn);
        return {std::move(entry),
                LinkStatus::open,
                EntryOutcome::withdrawn,
                {},
                {},
                "withdrawn: cancelled in the cloud"};
    }
    if (!absence_counts(entry, seen, started, policy)) return look_later(std::move(entry), started, policy);
    if (entry.refusal == strange_answer)
        return parked(std::move(entry), strange_answer, "the cloud answered for it and does not list it");
    if (entry.wanted == Wanted::withdraw) {
        move_to(entry, EntryState::withdrawn);
        return {std::move(entry),
                LinkStatus::open,
                EntryOutcome::withdrawn,
                {},
                {},
                "withdrawn: not in the cloud"};
    }
    if (const auto refusal = entry.refusal) return purchase_refused(std::move(entry), *refusal);
    move_to(entry, EntryState::pending);
    entry.not_before = {};
    return {
        std::move(entry), LinkStatus::open, EntryOutcome::none, {}, {}, "not in the cloud, to be sent again"};
}

}  // namespace tillpoints::replay
