#include "plugin/replay/command.hpp"

#include <algorithm>

#include "plugin/entries/transition.hpp"
#include "plugin/replay/outcome.hpp"
#include "plugin/replay/schedule.hpp"

namespace tillpoints::replay {
namespace {

using Refused = Problem;

Refused refused(const OutboxEntry& entry, std::string expected, std::string found) {
    return {Errc::out_of_order, "fact " + entry.id.text, std::move(expected), std::move(found)};
}

/// Refuses a command about an entry that replay still works on, or that is over.
std::optional<Refused> not_a_persons_matter(const OutboxEntry& entry, bool receipt_open) {
    const std::string state(name_of(entry.state));
    if (receipt_open)
        return refused(entry, "a receipt the register has finished", "one that is still open there");
    if (entry.state == EntryState::pending || entry.state == EntryState::parked) return {};
    if (is_live(entry)) return refused(entry, "a parked or pending fact", state + ": it settles by itself");
    return refused(entry, "a parked or pending fact", state + ": it is over");
}

/// An offline redemption that the cloud refused: only its loss is left, because another entry awards the
/// sale.
bool awarded_instead(const OutboxEntry& entry) {
    const auto* offline_redemption = offline_redemption_of(entry);
    return offline_redemption && offline_redemption->refused;
}

/// Its discount is on a fiscal receipt: if the operation does not happen, that is the shop's loss.
bool stands_printed(const OutboxEntry& entry) {
    return entry.printed && redeems(entry) && entry.wanted == Wanted::keep;
}

CommandResult result_of(OutboxEntry entry, std::string what, std::string detail) {
    CommandResult out;
    out.journal.push_back({entry.receipt, entry.id, std::move(what), std::move(detail)});
    out.entries.push_back(std::move(entry));
    return out;
}

/// Saga rule 8: a sale that is given up voids its returns. A return that may have happened is left to an
/// operator.
void void_returns(CommandResult& command_result, const std::vector<OutboxEntry>& refunds) {
    const OutboxEntry sale = command_result.entries.front();
    for (OutboxEntry refund : refunds) {
        if (refund.id == sale.id || !may_move(refund.state, EntryState::cancelled) ||
            !certainly_absent(refund))
            continue;
        move_to(refund, EntryState::cancelled);
        command_result.journal.push_back(
            {refund.receipt, refund.id, "cancelled", "its sale " + sale.id.text + " was given up"});
        command_result.entries.push_back(std::move(refund));
    }
}

CommandResult given_up(const Command& command, OutboxEntry entry, const Standing& standing,
                       EntryState state) {
    const Money loss =
        entry.parking() ? entry.parking()->loss : entry.state.earlier_loss().value_or(loss_of(entry));
    const std::string detail = signature(command) + "; loss " + to_text(loss);
    give_up(entry, state, {Errc::given_up, signature(command), loss});
    auto out =
        result_of(std::move(entry), state == EntryState::cancelled ? "cancelled" : "written off", detail);
    const OutboxEntry& sale = out.entries.front();
    if (std::holds_alternative<PurchaseEntry>(sale.body) && !awarded_instead(sale))
        void_returns(out, standing.refunds);
    return out;
}

/// Where a parked entry goes on: by a look-up wherever something of it may have happened.
EntryState resumed(const OutboxEntry& entry) {
    if (entry.reversal_first_sent) return EntryState::reversal_sent;
    return certainly_absent(entry) ? EntryState::pending : EntryState::sent;
}

/// Adds the reversals of the same sale that belong to other returns.
void learn_reversals(OutboxEntry& entry, const std::vector<OutboxEntry>& refunds) {
    auto* own = std::get_if<RefundEntry>(&entry.body);
    if (!own) return;
    auto& known = own->known_reversals;
    for (const auto& other : refunds)
        if (other.id != entry.id && other.reversal &&
            std::find(known.begin(), known.end(), *other.reversal) == known.end())
            known.push_back(*other.reversal);
}

Result<CommandResult> retry(const Command& command, OutboxEntry entry, const Standing& standing) {
    if (entry.state != EntryState::parked)
        return refused(entry, "a parked fact", "pending: it is tried by itself");
    if (std::holds_alternative<RewardEntry>(entry.body) && !certainly_absent(entry))
        return refused(
            entry, "a correction that certainly did not happen",
            "one that may have: no list of the cloud shows it; see the customer's points there and "
            "write it off");
    if (std::holds_alternative<RefundEntry>(entry.body) && entry.parking()->reason == Errc::duplicate &&
        certainly_absent(entry))
        return refused(
            entry, "a return that the cloud has not refunded",
            "one that it may have, because it has a refund of this sum: see the customer's points there and "
            "write it off or cancel it");
    learn_reversals(entry, standing.refunds);
    move_to(entry, resumed(entry));
    entry.refusal.reset();
    entry.not_before = {};
    const bool looks = entry.state != EntryState::pending;
    return result_of(std::move(entry), looks ? "retried, to be looked up first" : "retried",
                     signature(command));
}

Result<CommandResult> edit(const Command& command, OutboxEntry entry, const Standing& standing) {
    auto* purchase = std::get_if<PurchaseEntry>(&entry.body);
    if (!purchase) return refused(entry, "a purchase", "a fact that names no customer");
    if (!command.phone) return refused(entry, "the phone of another customer", "none");
    if (entry.wanted != Wanted::keep)
        return refused(entry, "a purchase that is wanted", "one to be withdrawn");
    if (!certainly_absent(entry))
        return refused(entry, "a purchase that certainly never happened",
                       "one that may be in the cloud: retry looks");
    purchase->operation.who = loyalty::ByPhone{*command.phone};
    purchase->customer.reset();
    purchase->operation.nonce = standing.nonce;
    if (purchase->offline) purchase->offline->award_to = purchase->operation.who;
    entry.customer = standing.customer;
    if (entry.state != EntryState::pending) move_to(entry, EntryState::pending);
    entry.refusal.reset();
    entry.not_before = {};
    return result_of(std::move(entry), "edited: another phone", signature(command));
}

Result<CommandResult> cancel(const Command& command, OutboxEntry entry, const Standing& standing) {
    if (!certainly_absent(entry))
        return refused(entry, "a fact that certainly never happened",
                       "one that may have: retry looks, write-off gives it up");
    if (stands_printed(entry))
        return refused(entry, "a fact nothing was printed of",
                       "a discount that stands on a fiscal receipt: write it off");
    return given_up(command, std::move(entry), standing, EntryState::cancelled);
}

}  // namespace

std::string signature(const Command& command) {
    return "by " + command.by + ": " + command.reason;
}

bool certainly_absent(const OutboxEntry& entry) {
    if (entry.operation || entry.reversal) return false;
    // A pending entry with a mark of a send was looked up and is proven absent.
    return entry.state == EntryState::pending || !entry.first_sent;
}

Result<CommandResult> apply(const Command& command, const OutboxEntry& entry, const Standing& standing) {
    if (about_receipt(command.kind))
        return refused(entry, "a command about a fact", std::string(name_of(command.kind)));
    if (auto refusal = not_a_persons_matter(entry, standing.receipt_open)) return std::move(*refusal);
    const bool sends = command.kind == CommandKind::retry || command.kind == CommandKind::edit;
    if (sends && awarded_instead(entry))
        return refused(entry, "a purchase that is not awarded yet",
                       "one that is, as " + award_instead_of(entry).text + ": write it off");
    switch (command.kind) {
        case CommandKind::retry:
            return retry(command, entry, standing);
        case CommandKind::edit:
            return edit(command, entry, standing);
        case CommandKind::cancel:
            return cancel(command, entry, standing);
        default:
            return given_up(command, entry, standing, EntryState::written_off);
    }
}

}  // namespace tillpoints::replay
