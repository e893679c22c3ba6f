#include "plugin/replay/command.hpp"

#include <algorithm>

#include "plugin/replay/outcome.hpp"
#include "plugin/replay/schedule.hpp"

namespace tillpoints::replay {
namespace {

using Refused = Problem;

Refused refused(const Fact& fact, std::string expected, std::string found) {
    return {Errc::out_of_order, "fact " + fact.id.text, std::move(expected), std::move(found)};
}

/// Replay is busy with it or done with it: no command changes that.
std::optional<Refused> not_a_persons_matter(const Fact& fact, bool receipt_open) {
    const std::string state(name_of(fact.state));
    if (receipt_open)
        return refused(fact, "a receipt the register has finished", "one that is still open there");
    if (fact.state == FactState::pending || fact.state == FactState::parked) return {};
    if (is_live(fact)) return refused(fact, "a parked or pending fact", state + ": it settles by itself");
    return refused(fact, "a parked or pending fact", state + ": it is over");
}

/// Points promised offline and refused by the cloud: only their loss is left, the sale is awarded otherwise.
bool awarded_instead(const Fact& fact) {
    const auto* promise = promise_of(fact);
    return promise && promise->refused;
}

/// A discount that stands on a fiscal receipt: without the operation it is the shop's loss.
bool stands_printed(const Fact& fact) {
    return fact.printed && redeems(fact) && fact.wanted == Wanted::keep;
}

Decree decreed(Fact fact, std::string what, std::string detail) {
    Decree out;
    out.journal.push_back({fact.receipt, fact.id, std::move(what), std::move(detail)});
    out.facts.push_back(std::move(fact));
    return out;
}

/// Saga rule 8: a sale that is given up voids its returns. One that may have happened stays a person's
/// matter.
void void_returns(Decree& decree, const std::vector<Fact>& refunds) {
    const Fact sale = decree.facts.front();
    for (Fact refund : refunds) {
        if (refund.id == sale.id || is_final(refund.state) || !certainly_absent(refund)) continue;
        refund.state = FactState::cancelled;
        refund.parking.reset();
        decree.journal.push_back(
            {refund.receipt, refund.id, "cancelled", "its sale " + sale.id.text + " was given up"});
        decree.facts.push_back(std::move(refund));
    }
}

Decree given_up(const Command& command, Fact fact, const Standing& standing, FactState state) {
    const Money loss = fact.parking ? fact.parking->loss : loss_of(fact);
    const std::string detail = signature(command) + "; loss " + to_text(loss);
    fact.state = state;
    fact.parking = Parking{Errc::given_up, signature(command), loss};
    auto out = decreed(std::move(fact), state == FactState::cancelled ? "cancelled" : "written off", detail);
    const Fact& sale = out.facts.front();
    if (std::holds_alternative<PurchaseFact>(sale.body) && !awarded_instead(sale))
        void_returns(out, standing.refunds);
    return out;
}

/// Where a parked fact goes on: by a look-up wherever something of it may have happened.
FactState resumed(const Fact& fact) {
    if (fact.reversal_first_sent) return FactState::reversal_sent;
    return certainly_absent(fact) ? FactState::pending : FactState::sent;
}

/// Reversals of the same sale that are known to be another return's.
void learn_reversals(Fact& fact, const std::vector<Fact>& refunds) {
    auto* own = std::get_if<RefundFact>(&fact.body);
    if (!own) return;
    auto& known = own->known_reversals;
    for (const auto& other : refunds)
        if (other.id != fact.id && other.reversal &&
            std::find(known.begin(), known.end(), *other.reversal) == known.end())
            known.push_back(*other.reversal);
}

Result<Decree> retry(const Command& command, Fact fact, const Standing& standing) {
    if (fact.state != FactState::parked)
        return refused(fact, "a parked fact", "pending: it is tried by itself");
    if (std::holds_alternative<RewardFact>(fact.body) && !certainly_absent(fact))
        return refused(
            fact, "a correction that certainly did not happen",
            "one that may have: no list of the cloud shows it; see the customer's points there and "
            "write it off");
    learn_reversals(fact, standing.refunds);
    fact.state = resumed(fact);
    fact.parking.reset();
    fact.refusal.reset();
    fact.not_before = {};
    const bool looks = fact.state != FactState::pending;
    return decreed(std::move(fact), looks ? "retried, to be looked up first" : "retried", signature(command));
}

Result<Decree> edit(const Command& command, Fact fact, const Standing& standing) {
    auto* purchase = std::get_if<PurchaseFact>(&fact.body);
    if (!purchase) return refused(fact, "a purchase", "a fact that names no customer");
    if (!command.phone) return refused(fact, "the phone of another customer", "none");
    if (fact.wanted != Wanted::keep) return refused(fact, "a purchase that is wanted", "one to be withdrawn");
    if (!certainly_absent(fact))
        return refused(fact, "a purchase that certainly never happened",
                       "one that may be in the cloud: retry looks");
    purchase->operation.who = loyalty::ByPhone{*command.phone};
    purchase->operation.nonce = standing.nonce;
    if (purchase->offline) purchase->offline->award_to = purchase->operation.who;
    fact.customer = standing.customer;
    fact.state = FactState::pending;
    fact.parking.reset();
    fact.refusal.reset();
    fact.not_before = {};
    return decreed(std::move(fact), "edited: another phone", signature(command));
}

Result<Decree> cancel(const Command& command, Fact fact, const Standing& standing) {
    if (!certainly_absent(fact))
        return refused(fact, "a fact that certainly never happened",
                       "one that may have: retry looks, write-off gives it up");
    if (stands_printed(fact))
        return refused(fact, "a fact nothing was printed of",
                       "a discount that stands on a fiscal receipt: write it off");
    return given_up(command, std::move(fact), standing, FactState::cancelled);
}

}  // namespace

std::string signature(const Command& command) {
    return "by " + command.by + ": " + command.reason;
}

bool certainly_absent(const Fact& fact) {
    if (fact.operation || fact.reversal) return false;
    // A pending one that was sent before was looked for and not found.
    return fact.state == FactState::pending || !fact.first_sent;
}

Result<Decree> apply(const Command& command, const Fact& fact, const Standing& standing) {
    if (about_receipt(command.kind))
        return refused(fact, "a command about a fact", std::string(name_of(command.kind)));
    if (auto refusal = not_a_persons_matter(fact, standing.receipt_open)) return std::move(*refusal);
    const bool sends = command.kind == CommandKind::retry || command.kind == CommandKind::edit;
    if (sends && awarded_instead(fact))
        return refused(fact, "a purchase that is not awarded yet",
                       "one that is, as " + award_instead_of(fact).text + ": write it off");
    switch (command.kind) {
        case CommandKind::retry:
            return retry(command, fact, standing);
        case CommandKind::edit:
            return edit(command, fact, standing);
        case CommandKind::cancel:
            return cancel(command, fact, standing);
        default:
            return given_up(command, fact, standing, FactState::written_off);
    }
}

}  // namespace tillpoints::replay
