#include "plugin/replay/learn.hpp"

#include <algorithm>

#include "plugin/entries/transition.hpp"
#include "plugin/replay/outcome.hpp"
#include "plugin/replay/schedule.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints::replay {
namespace {

using loyalty::Accepted;
using loyalty::Operation;
using loyalty::Refusal;

bool in_flight(const OutboxEntry& entry) {
    return entry.state == EntryState::sent || entry.state == EntryState::reversal_sent;
}

/// The state before the send, because the send certainly did nothing.
OutboxEntry undone(OutboxEntry entry) {
    move_to(entry, entry.state == EntryState::reversal_sent ? EntryState::reversing : EntryState::pending);
    return entry;
}

/// Was an earlier send of this step unclear? Then `first_sent` is older than this send.
bool unclear_before(const OutboxEntry& entry) {
    const auto& first =
        entry.state == EntryState::reversal_sent ? entry.reversal_first_sent : entry.first_sent;
    return first && entry.last_sent && *first != *entry.last_sent;
}

/// Removes the marks of the send if no earlier send of this step was unclear.
OutboxEntry unmarked(OutboxEntry entry) {
    if (!unclear_before(entry)) {
        auto& first = entry.state == EntryState::reversal_sent ? entry.reversal_first_sent : entry.first_sent;
        first.reset();
        entry.last_sent.reset();
    }
    return entry;
}

Learned unsent(const OutboxEntry& entry, LinkStatus link_status, std::optional<Errc> reason) {
    return {undone(unmarked(entry)), link_status, EntryOutcome::unclear, reason, {}, ""};
}

/// The terminal may not have known the shop's programme when it sent the sale at full price. Then the sale is
/// sent again, a few times: one that is refused again and again needs a person.
bool awaits_the_programme(const OutboxEntry& entry, Errc code, const Policy& policy) {
    constexpr int unheard_tries = 40;
    constexpr int heard_tries = 3;
    const auto* purchase = std::get_if<PurchaseEntry>(&entry.body);
    if (!purchase || entry.state != EntryState::sent || code != policy.missing_discount_refusal) return false;
    if (purchase->operation.cash != purchase->operation.total) return false;
    if (!policy.programme) return entry.tries < unheard_tries;
    return policy.programme == loyalty::DiscountPolicy::apply_discount && entry.tries < heard_tries;
}

Learned refused_for_certain(OutboxEntry entry, Errc code) {
    if (entry.state == EntryState::reversal_sent) {
        // It may be refunded already; a look-up shows that.
        entry.refusal = code;
        return {std::move(entry),
                LinkStatus::open,
                EntryOutcome::none,
                code,
                {},
                "refund refused, to be looked up"};
    }
    const auto park_it = [&] { return parked_unhappened(std::move(entry), code, "the cloud refuses it"); };
    return std::visit(
        Overloaded{[&](const PurchaseEntry&) { return purchase_refused(std::move(entry), code); },
                   [&](const RefundEntry&) { return park_it(); },
                   [&](const RewardEntry&) { return park_it(); }},
        entry.body);
}

Learned learn_refusal(OutboxEntry entry, const Refusal& refusal,
                      std::optional<std::chrono::milliseconds> retry_after, Now now, const Policy& policy) {
    if (concerns_the_shop(refusal)) return unsent(entry, LinkStatus::closed, refusal.code);
    if (refusal.code == Errc::too_many_requests) {
        Learned later = unsent(entry, LinkStatus::open, refusal.code);
        const auto pause = retry_after.value_or(policy.retry_later);
        later.entry.not_before =
            now.local + std::clamp(pause, std::chrono::milliseconds(0), policy.longest_pause);
        return later;
    }
    if (refusal.status >= 500)
        return {std::move(entry),       LinkStatus::broken, EntryOutcome::none, refusal.code, {},
                "answered 5xx, unclear"};
    const bool may_be_ours =
        unclear_before(entry) || refusal.code == Errc::receipt_exists || refusal.status == 409;
    if (!may_be_ours && awaits_the_programme(entry, refusal.code, policy)) {
        Learned later = unsent(entry, LinkStatus::open, refusal.code);
        later.entry.not_before = now.local + policy.look_cap;
        return later;
    }
    if (!may_be_ours) return refused_for_certain(std::move(entry), refusal.code);
    entry.refusal = refusal.code;
    return {std::move(entry),
            LinkStatus::open,
            EntryOutcome::none,
            refusal.code,
            {},
            "refused after an unclear send, to be looked up"};
}

Learned answered_something_else(OutboxEntry entry) {
    return {std::move(entry),         LinkStatus::broken, EntryOutcome::none, Errc::not_the_cloud, {},
            "answered something else"};
}

Learned learn_operation(const OutboxEntry& entry, const Operation& operation, const Policy& policy) {
    if (entry.state == EntryState::reversal_sent) return learn_reversal(entry, operation);
    return std::visit(Overloaded{[&](const PurchaseEntry&) {
                                     return learn_purchase(entry, operation, unclear_before(entry));
                                 },
                                 [&](const RefundEntry&) { return learn_refund(entry, operation, policy); },
                                 [&](const RewardEntry&) { return answered_something_else(entry); }},
                      entry.body);
}

Learned learn_accepted(const OutboxEntry& entry, const Accepted& accepted) {
    return std::visit(Overloaded{[&](const PurchaseEntry&) { return answered_something_else(entry); },
                                 [&](const RefundEntry&) { return answered_something_else(entry); },
                                 [&](const RewardEntry&) { return learn_reward(entry, accepted); }},
                      entry.body);
}

}  // namespace

Money loss_of(const OutboxEntry& entry) {
    return std::visit(
        Overloaded{[](const PurchaseEntry& purchase) { return discount_of(purchase); },
                   [](const RefundEntry& refund) { return worth(refund.carried.value_or(Points())); },
                   [](const RewardEntry& reward) { return worth(std::max(reward.points, -reward.points)); }},
        entry.body);
}

Learned answered_strangely(OutboxEntry entry) {
    entry.refusal = strange_answer;
    return {std::move(entry), LinkStatus::open, EntryOutcome::none, {}, {}, "answered, to be looked up"};
}

Learned parked(OutboxEntry entry, Errc reason, std::string detail, Money loss) {
    std::string note = "parked: " + std::string(name_of(reason));
    park(entry, {reason, std::move(detail), loss});
    // Unclear and not refused: an entry that waits for a person is not settled, and its receipt may not try
    // another redemption beside it.
    return {std::move(entry), LinkStatus::open, EntryOutcome::unclear, reason, {}, std::move(note)};
}

Learned parked(OutboxEntry entry, Errc reason, std::string detail) {
    const Money loss = loss_of(entry);
    return parked(std::move(entry), reason, std::move(detail), loss);
}

Learned parked_unhappened(OutboxEntry entry, Errc reason, std::string detail) {
    entry.first_sent.reset();
    entry.last_sent.reset();
    entry.refusal.reset();
    return parked(std::move(entry), reason, std::move(detail));
}

bool absence_counts(const OutboxEntry& entry, const Findings& seen, Now started, const Policy& policy) {
    return seen.complete && started.local >= policy.absence_from && entry.last_sent &&
           since(*entry.last_sent, started) >= policy.settle_horizon;
}

Learned look_later(OutboxEntry entry, Now now, const Policy& policy) {
    // Without a send this looks for the sale of another terminal: no receipt waits for it.
    const auto waited = entry.last_sent ? since(*entry.last_sent, now) : policy.look_cap;
    const auto left = std::max(policy.settle_horizon - waited, std::chrono::milliseconds(0));
    auto pause = std::clamp(waited, policy.look_again, policy.look_cap);
    if (left > std::chrono::milliseconds(0)) pause = std::min(pause, left);
    entry.not_before = now.local + pause;
    return {std::move(entry), LinkStatus::open, EntryOutcome::unclear, Errc::timed_out, {}, ""};
}

Learned learn(const OutboxEntry& sent, const SendResult& result,
              std::optional<std::chrono::milliseconds> retry_after, Now now, const Policy& policy) {
    const auto [link_status, reason] = link_report_of(result);
    if (!in_flight(sent)) return {sent, link_status, EntryOutcome::none, reason, {}, ""};
    if (const auto* unanswered = std::get_if<Unanswered>(&result)) {
        if (unanswered->unsent) return unsent(sent, link_status, unanswered->code);
        return {sent, link_status, EntryOutcome::none, unanswered->code, {}, "no answer, unclear"};
    }
    const auto& answer = std::get<loyalty::Answer>(result);
    if (const auto* refusal = std::get_if<Refusal>(&answer))
        return learn_refusal(sent, *refusal, retry_after, now, policy);
    if (const auto* operation = std::get_if<Operation>(&answer))
        return learn_operation(sent, *operation, policy);
    if (const auto* accepted = std::get_if<Accepted>(&answer)) return learn_accepted(sent, *accepted);
    return answered_something_else(sent);
}

namespace {

/// The journal says it once: at the first look that could have concluded absence.
bool is_first_conclusive_look(const OutboxEntry& entry, Now started, const Policy& policy) {
    if (!entry.last_sent) return false;
    const auto waited = since(*entry.last_sent, started);
    return waited >= policy.settle_horizon && waited < policy.settle_horizon + policy.look_cap;
}

Learned learn_kind(const OutboxEntry& entry, const Findings& seen, Now started, const Policy& policy) {
    if (entry.state == EntryState::reversal_sent) return learn_reversal(entry, seen, started, policy);
    return std::visit(
        Overloaded{[&](const PurchaseEntry&) { return learn_purchase(entry, seen, started, policy); },
                   [&](const RefundEntry&) { return learn_refund(entry, seen, started, policy); },
                   // A sent correction is parked and never looked up, because no list shows it (decide.cpp).
                   [&](const RewardEntry&) { return look_later(entry, started, policy); }},
        entry.body);
}

}  // namespace

Learned learn(const OutboxEntry& entry, const Findings& seen, Now started, const Policy& policy) {
    if (!is_live(entry)) return {entry, LinkStatus::open, EntryOutcome::none, {}, {}, ""};
    auto learned = learn_kind(entry, seen, started, policy);
    if (seen.doubtful && learned.entry_outcome == EntryOutcome::unclear && learned.note.empty() &&
        is_first_conclusive_look(entry, started, policy))
        learned.note =
            "not proven absent: a row of the cloud's list cannot be read and may be this operation";
    return learned;
}

LinkReport look_failure(const SendResult& result) {
    // A look-up asks for a list. What answers anything but that list or a refusal is not the cloud.
    const auto* answer = std::get_if<loyalty::Answer>(&result);
    if (answer && !std::holds_alternative<Refusal>(*answer)) return {LinkStatus::broken, Errc::not_the_cloud};
    return link_report_of(result);
}

Learned look_failed(const OutboxEntry& entry, const SendResult& result, Now now, const Policy& policy) {
    Learned later = look_later(entry, now, policy);
    const LinkReport link = look_failure(result);
    later.link_status = link.link_status;
    later.reason = link.reason;
    return later;
}

}  // namespace tillpoints::replay
