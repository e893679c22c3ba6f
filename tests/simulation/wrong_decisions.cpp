#include <algorithm>

#include "plugin/entries/stored_status.hpp"
#include "tests/simulation/mutation.hpp"

/// One wrong decision for each mutation that is about a decision. Each is what somebody in a hurry would
/// write.
namespace tillpoints::simulation {
namespace {

using namespace replay;

bool is_refusal(const SendResult& result, int from, int to) {
    const auto* answer = std::get_if<loyalty::Answer>(&result);
    const auto* refusal = answer ? std::get_if<loyalty::Refusal>(answer) : nullptr;
    return refusal && refusal->status >= from && refusal->status <= to;
}

Learned drop_on_5xx(const OutboxEntry& sent, const SendResult& result,
                    std::optional<std::chrono::milliseconds> retry_after, Now now, const Policy& policy) {
    Learned out = learn(sent, result, retry_after, now, policy);
    if (!is_refusal(result, 500, 599)) return out;
    out.entry.state = stored_status(EntryState::withdrawn);
    out.entry_outcome = EntryOutcome::refused;
    return out;
}

Learned park_on_401(const OutboxEntry& sent, const SendResult& result,
                    std::optional<std::chrono::milliseconds> retry_after, Now now, const Policy& policy) {
    Learned out = learn(sent, result, retry_after, now, policy);
    if (!is_refusal(result, 401, 401)) return out;
    out.entry.state = stored_status(EntryState::parked, Parking{Errc::unauthorized, "", {}});
    return out;
}

loyalty::Call new_number_per_try(const OutboxEntry& entry, std::optional<loyalty::DiscountPolicy> programme) {
    loyalty::Call call = uds::call_of(entry, programme);
    auto* purchase = std::get_if<loyalty::CreateOperation>(&call);
    if (!purchase || entry.tries < 2) return call;
    *purchase->number += "-" + std::to_string(entry.tries);
    purchase->nonce = Nonce(*purchase->number);
    return call;
}

Decision skip_the_look_up(const OutboxEntry& entry, Now now, const Policy& policy) {
    OutboxEntry again = entry;
    if (entry.state == EntryState::sent) again.state = stored_status(EntryState::pending);
    return decide(again, now, policy);
}

Decision refund_again_when_unclear(const OutboxEntry& entry, Now now, const Policy& policy) {
    OutboxEntry again = entry;
    if (entry.state == EntryState::sent && std::holds_alternative<RefundEntry>(entry.body))
        again.state = stored_status(EntryState::pending);
    if (entry.state == EntryState::reversal_sent) again.state = stored_status(EntryState::reversing);
    return decide(again, now, policy);
}

Decision withdraw_without_refund(const OutboxEntry& entry, Now now, const Policy& policy) {
    if (entry.state != EntryState::reversing) return decide(entry, now, policy);
    OutboxEntry forgotten = entry;
    forgotten.state = stored_status(EntryState::withdrawn);
    return Settle{std::move(forgotten)};
}

/// Of the entries that stand on another, those that `meant` names stand on nothing.
template <class Meant>
std::vector<std::size_t> due_without_after(EntryQueue queue, const std::set<EntryId>& busy, Now now,
                                           std::size_t most, Meant meant) {
    for (auto& entry : queue)
        if (meant(entry)) {
            entry.after.reset();
            entry.customer.clear();
        }
    return due_now(queue, busy, now, most);
}

std::vector<std::size_t> award_while_settling(const EntryQueue& queue, const std::set<EntryId>& busy, Now now,
                                              std::size_t most) {
    return due_without_after(queue, busy, now, most, [](const OutboxEntry& entry) {
        return std::holds_alternative<PurchaseEntry>(entry.body);
    });
}

std::vector<std::size_t> return_before_its_sale(const EntryQueue& queue, const std::set<EntryId>& busy,
                                                Now now, std::size_t most) {
    return due_without_after(queue, busy, now, most, [](const OutboxEntry& entry) {
        return std::holds_alternative<RefundEntry>(entry.body);
    });
}

Prepared forget_known_reversals(OutboxEntry refund, const std::optional<OutboxEntry>& purchase,
                                const std::vector<OutboxEntry>&, Now now, const Policy& policy,
                                const std::optional<OutboxEntry>& instead) {
    return prepare_refund(std::move(refund), purchase, {}, now, policy, instead);
}

/// A return that does not wait for its sale takes a sale that is not confirmed for one that never was.
Prepared void_too_early(OutboxEntry refund, const std::optional<OutboxEntry>& purchase,
                        const std::vector<OutboxEntry>& refunds, Now now, const Policy& policy,
                        const std::optional<OutboxEntry>& instead) {
    if (!purchase || is_final(purchase->state))
        return prepare_refund(std::move(refund), purchase, refunds, now, policy, instead);
    refund.state = stored_status(EntryState::cancelled);
    return {std::move(refund), false};
}

session::Step forget_to_withdraw(session::Session session, const session::Input& input,
                                 const session::StepContext& context) {
    session::Step step = session::next(std::move(session), input, context);
    std::erase_if(step.actions,
                  [](const auto& action) { return std::holds_alternative<session::WithdrawEntry>(action); });
    return step;
}

session::Step redeem_offline_without_counting(session::Session session, const session::Input& input,
                                              const session::StepContext& context) {
    session::Step step = session::next(std::move(session), input, context);
    for (auto& action : step.actions)
        if (auto* enter = std::get_if<session::UpdateLimits>(&action)) enter->changes.redeemed.clear();
    return step;
}

Learned forget_the_award_of_offline_points(const OutboxEntry& sent, const SendResult& result,
                                           std::optional<std::chrono::milliseconds> retry_after, Now now,
                                           const Policy& policy) {
    Learned out = learn(sent, result, retry_after, now, policy);
    if (offline_redemption_of(out.entry)) out.follow_ups.clear();
    return out;
}

/// The receipt is taken to show what was offered, whatever was printed.
session::Step ignore_a_lost_discount(session::Session session, const session::Input& input,
                                     const session::StepContext& context) {
    const auto* event = std::get_if<till::Event>(&input);
    const auto* closed = event ? std::get_if<till::ReceiptClosed>(event) : nullptr;
    if (!closed || !session.redemption || !session.quote)
        return session::next(std::move(session), input, context);
    till::ReceiptClosed as_offered = *closed;
    as_offered.closed.lines = session.quote->lines;
    Money sum;
    for (const auto& line : as_offered.closed.lines) sum += line.sum;
    as_offered.closed.total = std::min(sum, as_offered.closed.total);
    return session::next(std::move(session), session::Input(till::Event(as_offered)), context);
}

/// The cashier is told that it went well, while nobody knows.
session::Step confirm_without_an_answer(session::Session session, const session::Input& input,
                                        const session::StepContext& context) {
    const auto* entry_outcome = std::get_if<session::EntryUpdate>(&input);
    if (!entry_outcome || entry_outcome->kind != session::EntryUpdate::Kind::unclear)
        return session::next(std::move(session), input, context);
    session::EntryUpdate rosy = *entry_outcome;
    rosy.kind = session::EntryUpdate::Kind::confirmed;
    return session::next(std::move(session), rosy, context);
}

/// Goods that come back at another price than they were sold for move nothing.
session::Step returns_at_sold_prices_only(std::optional<session::Session> original,
                                          const till::ReturnClosed& event,
                                          const session::StepContext& context) {
    till::ReturnClosed known = event;
    if (original)
        std::erase_if(known.lines, [&](const till::ReturnedLine& line) {
            return std::none_of(original->sold.begin(), original->sold.end(),
                                [&](const auto& sold) { return sold.paid_price == line.price; });
        });
    return session::take_return(std::move(original), known, context);
}

/// Without a redemption nobody looks whether the receipt shows a discount.
session::Step forget_unredeemed_discounts(session::Session session, const session::Input& input,
                                          const session::StepContext& context) {
    const auto* event = std::get_if<till::Event>(&input);
    if (event && std::holds_alternative<till::ReceiptClosed>(*event) && !session.redemption) {
        session.quote.reset();
        session.retracted.reset();
    }
    return session::next(std::move(session), input, context);
}

session::Reconciled odd_receipts_are_absent(const till::RegisterLists& lists,
                                            const std::vector<const session::Session*>& open,
                                            bool absence_counts, const session::ListTime& time) {
    till::RegisterLists without = lists;
    without.odd.clear();
    return session::reconcile(without, open, absence_counts, time);
}

/// Whatever carries the number is taken for the entry's own.
Learned believe_the_number(const OutboxEntry& entry, const Findings& seen, Now started,
                           const Policy& policy) {
    const auto* purchase = std::get_if<PurchaseEntry>(&entry.body);
    Findings believed = seen;
    if (purchase && entry.state == EntryState::sent)
        for (auto& sale : believed.sales) {
            sale.total = purchase->operation.total;
            sale.cash = purchase->operation.cash;
            sale.points = -purchase->operation.points;
            sale.customer.reset();
            if (started.cloud) sale.created = *started.cloud;
        }
    return learn(entry, believed, started, policy);
}

std::optional<Learned> send_what_a_backup_holds(const OutboxEntry&, const Survey&,
                                                const std::vector<OperationId>&, const Policy&) {
    return {};
}

bool nothing_needs_absence(CommandKind) {
    return false;
}

session::Reconciled ignore_the_lists(const till::RegisterLists&, const std::vector<const session::Session*>&,
                                     bool, const session::ListTime&) {
    return {};
}

}  // namespace

decltype(&uds::call_of) wrong_call_of(Mutation mutation) {
    return mutation == Mutation::new_number_per_try ? new_number_per_try : uds::call_of;
}

Decisions wrong_decisions(Mutation mutation) {
    Decisions out;
    switch (mutation) {
        case Mutation::drop_on_5xx:
            out.learn = drop_on_5xx;
            break;
        case Mutation::park_on_401:
            out.learn = park_on_401;
            break;
        case Mutation::skip_the_look_up:
            out.decide = skip_the_look_up;
            break;
        case Mutation::refund_again_when_unclear:
            out.decide = refund_again_when_unclear;
            break;
        case Mutation::withdraw_without_refund:
            out.decide = withdraw_without_refund;
            break;
        case Mutation::award_while_settling:
            out.due_now = award_while_settling;
            break;
        case Mutation::return_before_its_sale:
            out.due_now = return_before_its_sale;
            out.prepare_refund = void_too_early;
            break;
        case Mutation::forget_known_reversals:
            out.prepare_refund = forget_known_reversals;
            break;
        case Mutation::forget_to_withdraw:
            out.next = forget_to_withdraw;
            break;
        case Mutation::redeem_offline_without_counting:
            out.next = redeem_offline_without_counting;
            break;
        case Mutation::forget_the_award_of_offline_points:
            out.learn = forget_the_award_of_offline_points;
            break;
        case Mutation::ignore_a_lost_discount:
            out.next = ignore_a_lost_discount;
            break;
        case Mutation::confirm_without_an_answer:
            out.next = confirm_without_an_answer;
            break;
        case Mutation::returns_at_sold_prices_only:
            out.take_return = returns_at_sold_prices_only;
            break;
        case Mutation::forget_unredeemed_discounts:
            out.next = forget_unredeemed_discounts;
            break;
        case Mutation::odd_receipts_are_absent:
            out.reconcile = odd_receipts_are_absent;
            break;
        case Mutation::believe_the_number:
            out.learn_found = believe_the_number;
            break;
        case Mutation::send_what_a_backup_holds:
            out.contradicted = send_what_a_backup_holds;
            break;
        case Mutation::cancel_what_a_backup_holds:
            out.needs_certain_absence = nothing_needs_absence;
            break;
        case Mutation::ignore_the_lists:
            out.reconcile = ignore_the_lists;
            break;
        default:
            break;
    }
    return out;
}

}  // namespace tillpoints::simulation
