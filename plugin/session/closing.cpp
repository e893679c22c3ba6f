#include <algorithm>

#include "plugin/entries/transition.hpp"
#include "plugin/session/parts.hpp"

namespace tillpoints::session {
namespace {

/// An award of what was paid, without a redemption.
OutboxEntry award_entry(const Session& session, const till::ClosedReceipt& closed,
                        const StepContext& context) {
    const auto receipt = pricing::assess(as_paid(session, closed.lines), context.config->rules);
    const Money rounding = std::max(sum_of(closed.lines) - closed.total, Money());
    OutboxEntry entry;
    entry.id = entry_id_for(session.receipt, session.attempts + 1);
    entry.receipt = session.receipt;
    entry.customer = context.customer_key;
    entry.created = context.now;
    entry.after = session.settling;
    loyalty::CreateOperation operation;
    if (session.customer->uid)
        operation.who = loyalty::ByUid{*session.customer->uid};
    else
        operation.who = identity_of(*session.customer);
    operation.nonce = Nonce(context.fresh_nonce);
    operation.cashier = cashier_of(session);
    operation.total = std::max(receipt.sent_total - rounding, Money());
    operation.cash = operation.total;
    if (receipt.skip_total > Money())
        operation.skip_loyalty_total = std::min(receipt.skip_total, operation.total);
    if (receipt.unredeemable_total > Money())
        operation.unredeemable_total = std::min(receipt.unredeemable_total, operation.total);
    entry.body = PurchaseEntry{std::move(operation)};
    return entry;
}

/// Compares the printed discount with the one that was redeemed.
void compare_with_printed(Session& session, const till::ClosedReceipt& closed, std::vector<Action>& actions) {
    const EntryId entry = session.redemption->entry;
    const Quote quote = session.quote.value_or(Quote());
    const Money printed = printed_discount(session, quote, closed);
    if (printed == Money()) {
        withdraw_redemption(session, actions);
        actions.push_back(JournalNote{"discount not printed",
                                      "the register printed no discount; the redemption is withdrawn"});
        return;
    }
    session.purchase = entry;
    if (printed == quote.discount) return actions.push_back(MarkPrinted{entry});
    const Money difference = std::max(printed - quote.discount, quote.discount - printed);
    if (session.redemption->offline) {
        // If an operator settles this entry, it is sent, because the discount is already printed.
        actions.push_back(MarkPrinted{entry});
        actions.push_back(UpdateLimits{{.settled = {entry}}});
    }
    actions.push_back(ParkEntry{
        entry,
        {Errc::does_not_add_up,
         "printed discount " + to_text(printed) + ", redeemed " + to_text(quote.discount), difference}});
}

/// A discount that was printed although nothing was redeemed for it: the shop's loss.
struct Unredeemed {
    const Quote* quote = nullptr;  ///< null: there is none
    const std::optional<Customer>* customer = nullptr;
    Money loss() const { return quote ? quote->discount : Money(); }
};

Unredeemed unredeemed(const Session& session, const till::ClosedReceipt& closed) {
    if (printed_as_quoted(session, session.quote, closed)) return {&*session.quote, &session.customer};
    if (printed_as_quoted(session, session.retracted, closed))
        return {&*session.retracted, &session.retracted_for};
    return {};
}

Parking unredeemed_parking(Money loss) {
    return {Errc::does_not_add_up, "a discount was printed for which nothing was redeemed", loss};
}

/// The redemption that the printed discount would have needed. It waits parked: an operator has it redeemed
/// after all, or writes the loss off.
OutboxEntry unredeemed_entry(const Session& session, const Unredeemed& discount, const StepContext& context) {
    Session quoted = session;
    quoted.customer = *discount.customer;
    quoted.quote = *discount.quote;
    OutboxEntry entry = redemption_entry(quoted, Money(), context);
    // The points belong to a customer who may not be the receipt's any more, so no customer's order applies.
    entry.customer = "unredeemed " + session.receipt.text;
    entry.after = session.settling;
    entry.printed = true;
    park(entry, unredeemed_parking(discount.loss()));
    return entry;
}

void note_unredeemed(Money loss, std::vector<Action>& actions) {
    if (loss > Money())
        actions.push_back(JournalNote{"given away", unredeemed_parking(loss).detail + ": " + to_text(loss)});
}

/// Nobody is awarded, so the loss of an unredeemed discount needs an entry of its own.
void park_unredeemed(Session& session, const till::ClosedReceipt& closed, const StepContext& context,
                     std::vector<Action>& actions) {
    const Unredeemed discount = unredeemed(session, closed);
    note_unredeemed(discount.loss(), actions);
    if (discount.loss() == Money() || !*discount.customer) return;
    session.attempts += 1;
    actions.push_back(StoreEntry{unredeemed_entry(session, discount, context), false});
}

void take_totals_from_redemption(Session& session) {
    session.sold_total = session.redemption->total;
    if (session.quote) session.expected_award = session.quote->cashback;
}

/// Nothing was redeemed: what was paid is awarded to the customer, if there is one who can be awarded.
void award(Session& session, const till::ClosedReceipt& closed, const StepContext& context,
           std::vector<Action>& actions) {
    if (!will_award(session, context)) return park_unredeemed(session, closed, context, actions);
    OutboxEntry entry = award_entry(session, closed, context);
    const auto& operation = std::get<PurchaseEntry>(entry.body).operation;
    if (operation.total == Money()) return park_unredeemed(session, closed, context, actions);
    session.attempts += 1;
    session.purchase = entry.id;
    session.sold_total = operation.total;
    if (const Money loss = unredeemed(session, closed).loss(); loss > Money()) {
        park(entry, unredeemed_parking(loss));
        note_unredeemed(loss, actions);
    }
    if (session.customer->status == CustomerStatus::found)
        session.expected_award = expected_cashback(*session.customer, operation.total,
                                                   operation.skip_loyalty_total.value_or(Money()));
    actions.push_back(StoreEntry{std::move(entry), false});
}

Json closed_reply(const Session& session) {
    const bool confirmed = session.redemption && session.redemption->confirmed;
    return reply("receipt_closed", confirmed ? "confirmed" : "stored");
}

std::vector<till::FiscalLine> lines_sold(const Session& session) {
    std::vector<till::FiscalLine> lines;
    for (const auto& sold : session.sold)
        lines.push_back({sold.id, sold.paid_price, sold.quantity, line_sum(sold.paid_price, sold.quantity)});
    return lines;
}

/// How much more was paid with points than the operator stated. Only in tender mode, where prices do not show
/// it.
Money tender_difference(const Session& session, const till::ClosedReceipt& closed) {
    const bool stated = session.quote && session.quote->tender > Money() && !closed.payments.empty();
    if (!stated) return {};
    return printed_discount(session, *session.quote, closed) -
           (session.redemption ? session.quote->tender : Money());
}

/// An operator stated that the receipt was printed, and now the register reports what was.
Step close_after_manual_resolution(Session session, const till::ReceiptClosed& event) {
    const auto& closed = event.closed;
    const auto expected = lines_sold(session);
    const Money tendered = tender_difference(session, closed);
    std::vector<Action> actions;
    if (!same_content(expected, closed.lines) || tendered != Money()) {
        const Money difference = sum_of(expected) - sum_of(closed.lines) + tendered;
        const Parking parking{Errc::does_not_add_up,
                              "printed " + to_text(sum_of(closed.lines)) + ", stated by an operator " +
                                  to_text(sum_of(expected)) +
                                  (tendered == Money() ? "" : ", in points " + to_text(tendered) + " more"),
                              std::max(difference, -difference)};
        actions.push_back(JournalNote{"printed otherwise", parking.detail});
        if (session.purchase) actions.push_back(ParkEntry{*session.purchase, parking});
    }
    session.manually_resolved = false;
    session.fiscal = closed.fiscal;
    session.closed_at = closed.closed_at;
    const Points points = session.redemption ? session.redemption->points : Points();
    actions.push_back(
        RecordReceipt{session.customer.has_value(), closed.total, points, session.expected_award});
    Json json = closed_reply(session);
    return answered(std::move(session), std::move(actions), std::move(json));
}

Step repeated(Session session, const till::ReceiptClosed& event) {
    const bool same = session.phase == Phase::closed && session.fiscal == event.closed.fiscal;
    if (!same) {
        Json json = error(session, Errc::receipt_finished, "event", "a receipt that is not finished",
                          "a finished one");
        return answered(std::move(session), std::move(json));
    }
    Json json = closed_reply(session);
    return answered(std::move(session), std::move(json));
}

}  // namespace

Step close(Session session, const till::ReceiptClosed& event, const StepContext& context) {
    if (session.phase == Phase::closed && session.manually_resolved)
        return close_after_manual_resolution(std::move(session), event);
    std::vector<Action> actions;
    if (session.phase == Phase::cancelled && session.manually_resolved) {
        // The receipt was printed after all: what was paid is awarded, and an unredeemed discount is parked.
        session.manually_resolved = false;
        session.phase = Phase::open;
        actions.push_back(
            JournalNote{"printed after all", "an operator cancelled the receipt, the register closed it"});
    }
    if (session.phase != Phase::open) return repeated(std::move(session), event);
    const auto& closed = event.closed;
    if (session.redemption) compare_with_printed(session, closed, actions);
    session.sold = sold_lines(session, closed, context);
    session.expected_award = {};
    note_voucher_sum(session, closed.lines, closed.total, context);
    if (session.redemption)
        take_totals_from_redemption(session);
    else
        award(session, closed, context, actions);
    session.phase = Phase::closed;
    session.retracted_for.reset();
    session.fiscal = closed.fiscal;
    session.closed_at = closed.closed_at;
    if (session.purchase) count_award(session, context, actions);
    const Points points = session.redemption ? session.redemption->points : Points();
    actions.push_back(
        RecordReceipt{session.customer.has_value(), closed.total, points, session.expected_award});
    Json json = closed_reply(session);
    return answered(std::move(session), std::move(actions), std::move(json));
}

Step cancel(Session session, const till::ReceiptCancelled& event) {
    const bool never_printed =
        session.phase == Phase::closed && session.manually_resolved && session.returns.empty();
    if (session.phase == Phase::closed && !never_printed) {
        Json json =
            error(session, Errc::receipt_finished, "event", "a receipt that is not closed", "a closed one");
        return answered(std::move(session), std::move(json));
    }
    std::vector<Action> actions;
    if (never_printed && session.purchase) {
        actions.push_back(WithdrawEntry{*session.purchase});
        // If the cloud refused the offline redemption, an award was made instead of it.
        if (session.redemption && session.redemption->offline)
            actions.push_back(WithdrawEntry{award_instead_of(*session.purchase)});
    }
    if (!never_printed) withdraw_redemption(session, actions);
    session.manually_resolved = false;
    session.phase = Phase::cancelled;
    actions.push_back(JournalNote{"cancelled", event.reason});
    return answered(std::move(session), std::move(actions), reply("receipt_cancelled", "stored"));
}

}  // namespace tillpoints::session
