#include <algorithm>

#include "plugin/entries/transition.hpp"
#include "plugin/session/parts.hpp"
#include "plugin/texts/texts.hpp"

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

void take_totals_from_redemption(Session& session) {
    session.sold_total = session.redemption->total;
    if (session.quote) session.expected_award = session.quote->cashback;
}

/// Nothing was redeemed: what was paid is awarded to the customer, if there is one who can be awarded.
void award(Session& session, const till::ClosedReceipt& closed, const StepContext& context,
           std::vector<Action>& actions) {
    const Unredeemed discount = unredeemed(session, closed);
    note_unredeemed(discount.loss, actions);
    if (!will_award(session, context)) return store_unredeemed(session, discount, closed, context, actions);
    OutboxEntry entry = award_entry(session, closed, context);
    const auto& operation = std::get<PurchaseEntry>(entry.body).operation;
    if (operation.total == Money()) return store_unredeemed(session, discount, closed, context, actions);
    session.attempts += 1;
    session.purchase = entry.id;
    session.sold_total = operation.total;
    if (discount.loss > Money()) park(entry, unredeemed_parking(discount.loss));
    if (session.customer->status == CustomerStatus::found)
        session.expected_award = expected_cashback(*session.customer, operation.total,
                                                   operation.skip_loyalty_total.value_or(Money()));
    actions.push_back(StoreEntry{std::move(entry), false});
}

Json closed_reply(const Session& session, const till::ClosedReceipt& closed, const StepContext& context) {
    const bool confirmed = session.redemption && session.redemption->confirmed;
    Json json = reply("receipt_closed", session.unopened ? "no_loyalty" : confirmed ? "confirmed" : "stored");
    if (session.unopened)
        json.set("reason", "not_opened")
            .set("message", *session.unopened)
            .set("text", texts::closed_without_opening(context.config->language));
    Json lines = till::left_alone(closed.lines);
    if (!lines.items()->empty()) json.set("left_alone", std::move(lines));
    return json;
}

/// The register's lists have no reply for one receipt, so the journal names the lines too.
void note_left_alone(const till::ClosedReceipt& closed, std::vector<Action>& actions) {
    const Json lines = till::left_alone(closed.lines);
    if (!lines.items()->empty()) actions.push_back(JournalNote{"left alone", dump(lines)});
}

std::vector<till::FiscalLine> lines_sold(const Session& session) {
    std::vector<till::FiscalLine> lines;
    // A tender lowers what was paid for a line, not what is printed on it.
    const bool tendered = session.redemption && session.quote && session.quote->tender > Money();
    for (const auto& sold : session.sold)
        lines.push_back(
            {sold.id, sold.paid_price, sold.quantity, tendered ? sold.full_sum : sold.paid_sum, sold.part});
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
Step close_after_manual_resolution(Session session, const till::ReceiptClosed& event,
                                   const StepContext& context) {
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
        if (session.purchase)
            actions.push_back(ParkEntry{*session.purchase, parking});
        else
            store_unredeemed(session, {std::max(difference, Money()), {}, session.customer}, closed, context,
                             actions);
    }
    session.manually_resolved = false;
    session.fiscal = closed.fiscal;
    session.closed_at = closed.closed_at;
    const Points points = session.redemption ? session.redemption->points : Points();
    actions.push_back(
        RecordReceipt{session.customer.has_value(), closed.total, points, session.expected_award});
    Json json = closed_reply(session, closed, context);
    return answered(std::move(session), std::move(actions), std::move(json));
}

Step repeated(Session session, const till::ReceiptClosed& event, const StepContext& context) {
    const bool same = session.phase == Phase::closed && session.fiscal == event.closed.fiscal;
    if (!same) {
        Json json = error(session, Errc::receipt_finished, "event", "a receipt that is not finished",
                          "a finished one");
        return answered(std::move(session), std::move(json));
    }
    Json json = closed_reply(session, event.closed, context);
    return answered(std::move(session), std::move(json));
}

}  // namespace

Step close(Session session, const till::ReceiptClosed& event, const StepContext& context) {
    if (session.phase == Phase::closed && session.manually_resolved)
        return close_after_manual_resolution(std::move(session), event, context);
    std::vector<Action> actions;
    if (session.phase == Phase::cancelled && session.manually_resolved) {
        // The receipt was printed after all: what was paid is awarded, and an unredeemed discount is parked.
        session.manually_resolved = false;
        session.phase = Phase::open;
        actions.push_back(
            JournalNote{"printed after all", "an operator cancelled the receipt, the register closed it"});
    }
    if (session.phase != Phase::open) return repeated(std::move(session), event, context);
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
    note_left_alone(closed, actions);
    Json json = closed_reply(session, closed, context);
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
