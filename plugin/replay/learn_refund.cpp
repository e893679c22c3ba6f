#include <algorithm>

#include "plugin/entries/number.hpp"
#include "plugin/entries/transition.hpp"
#include "plugin/replay/agreement.hpp"
#include "plugin/replay/outcome.hpp"

namespace tillpoints::replay {
namespace {

using loyalty::Operation;
using loyalty::OperationState;

Learned withdrawn(OutboxEntry entry, std::optional<OperationId> reversal) {
    move_to(entry, EntryState::withdrawn);
    entry.reversal = reversal;
    entry.refusal.reset();
    return {std::move(entry),
            LinkStatus::open,
            EntryOutcome::withdrawn,
            {},
            {},
            "withdrawn: refunded in the cloud"};
}

OutboxEntry correction(const OutboxEntry& refund, ParticipantId participant, Points difference) {
    OutboxEntry entry;
    entry.id = EntryId(refund.id.text + "/correction");
    entry.receipt = refund.receipt;
    entry.body = RewardEntry{refund.id, participant, difference, "return " + refund.id.text};
    entry.customer = refund.customer;
    entry.created = refund.created;
    return entry;
}

/// Saga rule 7: what the cloud's proportion gave back other than the lines carried is corrected by a reward.
Learned refunded(OutboxEntry entry, const Operation& reversal, const Policy& policy) {
    move_to(entry, EntryState::confirmed);
    entry.reversal = reversal.id;
    entry.cloud_points = reversal.points;
    entry.refusal.reset();
    entry.not_before = {};
    Learned out{std::move(entry), LinkStatus::open, EntryOutcome::confirmed, {}, {}, "confirmed"};
    const auto& carried = std::get<RefundEntry>(out.entry.body).carried;
    const Points difference = carried ? *carried - reversal.points : Points();
    if (difference == Points()) return out;
    const auto participant = reversal.customer ? reversal.customer->id : std::nullopt;
    if (policy.correct_returns && participant)
        out.follow_ups.push_back(correction(out.entry, *participant, difference));
    else
        out.note = "confirmed; the lines carried " + to_text(difference) + " points more than came back";
    return out;
}

/// True if this return may have made the reversal: it was not known before, has the return's sum and is not
/// older than the first send.
bool may_be_ours(const Operation& reversal, const OutboxEntry& entry, const Policy& policy) {
    const auto& refund = std::get<RefundEntry>(entry.body);
    const auto& known = refund.known_reversals;
    if (std::find(known.begin(), known.end(), reversal.id) != known.end()) return false;
    if (refund.partial && reversal.total != -*refund.partial) return false;
    const auto& sent = entry.first_sent;
    return !sent || !sent->cloud || reversal.created >= *sent->cloud - policy.look_margin;
}

/// The sale of another terminal is found. Points that its receipt claims are limited to what the cloud took.
Learned sale_found(OutboxEntry entry, const Operation& sale, const Findings& seen) {
    auto& refund = std::get<RefundEntry>(entry.body);
    refund.operation = sale.id;
    if (refund.carried)
        refund.carried = std::clamp(*refund.carried, Points(), std::max(-sale.points, Points()));
    // The sale was an offline redemption that the cloud refused, so only the award of what was paid exists.
    const bool award_alone = refund.of_total && sale.cash >= sale.total && sale.total < *refund.of_total;
    if (award_alone && refund.partial)
        refund.partial = Money(scale_down(refund.partial->count, sale.total.count, refund.of_total->count));
    if (refund.partial == Money()) move_to(entry, EntryState::cancelled);
    for (const auto& reversal : seen.reversals)
        if (reversal.origin == sale.id) refund.known_reversals.push_back(reversal.id);
    entry.not_before = {};
    return {std::move(entry), LinkStatus::open, EntryOutcome::none, {}, {}, "sale found"};
}

/// True if something of the sale is left to return. The sums decide, because a cloud may show a sale that was
/// refunded in full as if nothing had happened.
bool stands(const Operation& sale, const Findings& seen) {
    Money back;
    for (const auto& reversal : seen.reversals)
        if (reversal.origin == sale.id) back += -reversal.total;
    return sale.state == OperationState::normal && back < sale.total;
}

/// How much longer the sale must age before a return may use it. A redemption that was found by the receipt's
/// id alone may be an attempt that its own terminal will still withdraw. An award is used at once, because it
/// is made only for a printed receipt.
std::chrono::milliseconds may_yet_go(const Operation& sale, const Findings& seen, Now started,
                                     const Policy& policy) {
    if (!seen.look.prefix || sale.cash >= sale.total) return {};
    if (!started.cloud) return policy.look_cap;
    return policy.unproven_sale_age - (*started.cloud - sale.created);
}

/// Looks for the sale of another terminal by its number.
Learned learn_sale(OutboxEntry entry, const Findings& seen, Now started, const Policy& policy) {
    auto& refund = std::get<RefundEntry>(entry.body);
    std::vector<Operation> live;
    for (const auto& sale : seen.sales)
        if (may_be_sale_of(refund, sale) && stands(sale, seen)) live.push_back(sale);
    // Only a number that names its installation excludes a second sale among what was not read.
    const bool certain = seen.complete || !parts_of(refund.number).installation.empty();
    if (live.size() == 1 && !certain && seen.doubtful)
        return parked(std::move(entry), Errc::duplicate,
                      "a row of the cloud's list cannot be read and may be another sale " + refund.number);
    if (live.size() == 1 && certain) {
        const auto early = may_yet_go(live.front(), seen, started, policy);
        if (early <= std::chrono::milliseconds(0)) return sale_found(std::move(entry), live.front(), seen);
        entry.not_before = started.local + early;
        return {std::move(entry), LinkStatus::open, EntryOutcome::none, {}, {}, ""};
    }
    if (!seen.complete) return look_later(std::move(entry), started, policy);
    if (live.empty() && !seen.look.prefix && refund.number.find('/') != std::string::npos) {
        // The number was noted with the quote, but the attempt that was paid may be a later one.
        refund.number = every_attempt_of(refund.number);
        return {std::move(entry), LinkStatus::open, EntryOutcome::none, {}, {}, ""};
    }
    const auto reason = live.empty() ? Errc::not_found : Errc::duplicate;
    return parked(std::move(entry), reason, "the sale is not to be found in the cloud by " + refund.number);
}

/// What the purchase that cannot be taken back still costs its customer.
Money not_given_back(const OutboxEntry& entry, const std::vector<Operation>& reversals) {
    Money left = discount_of(std::get<PurchaseEntry>(entry.body));
    for (const auto& reversal : reversals) left -= worth(reversal.points);
    return std::max(left, Money());
}

}  // namespace

Learned learn_reversal(OutboxEntry entry, const Operation& reversal) {
    if (reversal.state != OperationState::reversal || reversal.origin != entry.operation)
        return answered_strangely(std::move(entry));
    return withdrawn(std::move(entry), reversal.id);
}

Learned learn_reversal(OutboxEntry entry, const Findings& seen, Now started, const Policy& policy) {
    const Money whole = std::get<PurchaseEntry>(entry.body).operation.total;
    for (const auto& reversal : seen.reversals)
        if (reversal.total == -whole) return withdrawn(std::move(entry), reversal.id);
    if (!seen.reversals.empty()) {
        const Money left = not_given_back(entry, seen.reversals);
        return parked(std::move(entry), Errc::does_not_add_up, "a part of it was returned at another till",
                      left);
    }
    if (seen.origin && seen.origin->state == OperationState::canceled) return withdrawn(std::move(entry), {});
    if (!absence_counts(entry, seen, started, policy)) return look_later(std::move(entry), started, policy);
    if (const auto refusal = entry.refusal)
        return parked(std::move(entry), *refusal, "the cloud does not take the redemption back");
    move_to(entry, EntryState::reversing);
    entry.not_before = {};
    return {
        std::move(entry), LinkStatus::open, EntryOutcome::none, {}, {}, "not refunded, to be refunded again"};
}

Learned learn_refund(OutboxEntry entry, const Operation& reversal, const Policy& policy) {
    const bool ours = reversal.state == OperationState::reversal &&
                      reversal.origin == std::get<RefundEntry>(entry.body).operation;
    return ours ? refunded(std::move(entry), reversal, policy) : answered_strangely(std::move(entry));
}

Learned learn_refund(OutboxEntry entry, const Findings& seen, Now started, const Policy& policy) {
    if (!std::get<RefundEntry>(entry.body).operation)
        return learn_sale(std::move(entry), seen, started, policy);
    std::vector<Operation> ours;
    for (const auto& reversal : seen.reversals)
        if (may_be_ours(reversal, entry, policy)) ours.push_back(reversal);
    if (ours.size() > 1)
        return parked(std::move(entry), Errc::duplicate,
                      std::to_string(ours.size()) + " new reversals fit this return");
    if (ours.size() == 1) return refunded(std::move(entry), ours.front(), policy);
    if (!absence_counts(entry, seen, started, policy)) return look_later(std::move(entry), started, policy);
    if (entry.refusal == strange_answer)
        return parked(std::move(entry), strange_answer, "the cloud answered for it and does not list it");
    if (const auto reason = entry.refusal)
        return parked_unhappened(std::move(entry), *reason, "the cloud does not take this return");
    move_to(entry, EntryState::pending);
    entry.not_before = {};
    return {
        std::move(entry), LinkStatus::open, EntryOutcome::none, {}, {}, "not in the cloud, to be sent again"};
}

}  // namespace tillpoints::replay
