#include <algorithm>

#include "plugin/session/parts.hpp"

namespace tillpoints::session {
namespace {

using till::FiscalLine;

const till::Position* position_of(const Session& session, const FiscalLine& line) {
    for (const auto& position : session.cart)
        if (position.id == line.id) return &position;
    // Merging changes ids: then the quoted line of the same content tells.
    if (session.quote)
        for (const auto& quoted : session.quote->lines)
            if (quoted.price == line.price && quoted.quantity == line.quantity && quoted.id != line.id)
                for (const auto& position : session.cart)
                    if (position.id == quoted.id) return &position;
    for (const auto& position : session.cart)
        if (position.price == line.price && position.quantity == line.quantity) return &position;
    return nullptr;
}

/// The closed lines as positions at the prices paid, with what the cart knew of each.
std::vector<till::Position> as_paid(const Session& session, const std::vector<FiscalLine>& lines) {
    std::vector<till::Position> out;
    for (const auto& line : lines) {
        till::Position position;
        if (const auto* known = position_of(session, line)) position = *known;
        position.id = line.id;
        position.price = line.price;
        position.quantity = line.quantity;
        position.sum = line.sum;
        out.push_back(std::move(position));
    }
    return out;
}

/// What each line was sold for, with and without points: kept for returns.
std::vector<pricing::SoldLine> sold_lines(const Session& session, const till::ClosedReceipt& closed, const Surroundings& around) {
    const auto paid = as_paid(session, closed.lines);
    const auto receipt = pricing::assess(paid, around.config->rules);
    std::vector<pricing::SoldLine> out;
    for (std::size_t i = 0; i < paid.size(); ++i) {
        const auto treatment = receipt.lines[i].treatment;
        const auto* full = session.redemption ? position_of(session, closed.lines[i]) : nullptr;
        const bool whole_line = full && full->quantity == closed.lines[i].quantity;
        pricing::SoldLine sold;
        sold.id = closed.lines[i].id;
        sold.name = paid[i].name;
        sold.paid_price = closed.lines[i].price;
        sold.quantity = closed.lines[i].quantity;
        sold.paid_sum = closed.lines[i].sum;
        sold.full_sum = !full ? sold.paid_sum : whole_line ? full->sum : line_sum(full->price, sold.quantity);
        sold.in_total = treatment != pricing::Treatment::excluded;
        sold.awarded = sold.in_total;
        out.push_back(std::move(sold));
    }
    if (session.redemption && session.quote && session.quote->tender > Money()) {
        // Prices stayed; what each line carried is its part of the payment.
        const auto parts = pricing::tender(receipt, session.quote->tender);
        for (std::size_t i = 0; i < out.size(); ++i) out[i].paid_sum -= parts.explanation[i].cut;
    }
    return out;
}

/// An award of what was paid, without a redemption.
Fact award_fact(const Session& session, const till::ClosedReceipt& closed, const Surroundings& around) {
    const auto receipt = pricing::assess(as_paid(session, closed.lines), around.config->rules);
    const Money rounding = std::max(sum_of(closed.lines) - closed.total, Money());
    Fact fact;
    fact.id = fact_id_for(session.receipt, session.attempts);
    fact.receipt = session.receipt;
    fact.customer = around.customer_key;
    fact.created = around.now;
    fact.after = session.settling;
    loyalty::CreateOperation operation;
    if (session.customer->uid) operation.who = loyalty::ByUid{*session.customer->uid};
    else operation.who = identity_of(*session.customer);
    operation.nonce = Nonce(around.fresh_nonce);
    operation.cashier = cashier_of(session);
    operation.total = std::max(receipt.sent_total - rounding, Money());
    operation.cash = operation.total;
    if (receipt.skip_total > Money()) operation.skip_loyalty_total = std::min(receipt.skip_total, operation.total);
    if (receipt.unredeemable_total > Money()) operation.unredeemable_total = std::min(receipt.unredeemable_total, operation.total);
    fact.body = PurchaseFact{std::move(operation)};
    return fact;
}

/// The quote's discount is on paper exactly as offered; in tender mode as a payment of the type "points".
bool printed_as_quoted(const Session& session, const till::ClosedReceipt& closed) {
    if (!session.quote || session.quote->discount == Money() || !same_content(session.quote->lines, closed.lines)) return false;
    if (session.quote->tender == Money()) return true;
    Money paid;
    for (const auto& payment : closed.payments)
        if (payment.type == "points") paid += payment.sum;
    return paid == session.quote->tender;
}

Money printed_discount(const Session& session, const till::ClosedReceipt& closed) {
    if (session.cart.empty()) return {};
    return std::max(sum_of(session.cart) - sum_of(closed.lines), Money());
}

/// A redemption stands and the receipt is printed: does the paper agree with it?
void judge_redemption(Session& session, const till::ClosedReceipt& closed, std::vector<Action>& actions) {
    const FactId fact = session.redemption->fact;
    if (printed_as_quoted(session, closed)) {
        session.purchase = fact;
        actions.push_back(MarkPrinted{fact});
        return;
    }
    const Money printed = printed_discount(session, closed);
    if (printed == Money()) {
        withdraw_redemption(session, actions);
        actions.push_back(Note{"discount not printed", "the register dropped the discount; the points go back"});
        return;
    }
    session.purchase = fact;
    const Money redeemed = worth(session.redemption->points);
    const Money difference = printed > redeemed ? printed - redeemed : redeemed - printed;
    actions.push_back(ParkFact{fact, {Errc::does_not_add_up,
                                      "printed discount " + to_text(printed) + ", redeemed " + to_text(redeemed), difference}});
}

/// The receipt took a quoted discount that no redemption stands behind: the shop gave it away.
void park_given_away(const Session& session, const till::ClosedReceipt& closed, Fact& award) {
    if (!printed_as_quoted(session, closed)) return;
    award.state = FactState::parked;
    award.parking = Parking{Errc::does_not_add_up, "a discount was printed that no redemption stands behind", session.quote->discount};
}

Step repeated(Session session, const till::ReceiptClosed& event) {
    const bool same = session.phase == Phase::closed && session.fiscal == event.closed.fiscal;
    if (!same) {
        Json json = error(session, Errc::receipt_finished, "event", "a receipt that is not finished", "a finished one");
        return answered(std::move(session), std::move(json));
    }
    return answered(std::move(session), reply("receipt_closed", "stored"));
}

}  // namespace

Step close(Session session, const till::ReceiptClosed& event, const Surroundings& around) {
    if (session.phase != Phase::open) return repeated(std::move(session), event);
    const auto& closed = event.closed;
    std::vector<Action> actions;
    if (session.redemption) judge_redemption(session, closed, actions);
    const bool redeemed = session.redemption.has_value();
    const bool confirmed = redeemed && session.redemption->confirmed;
    session.sold = sold_lines(session, closed, around);
    const auto receipt = pricing::assess(as_paid(session, closed.lines), around.config->rules);
    session.sold_total = redeemed ? session.redemption->total : receipt.sent_total;
    session.promised = {};
    if (!redeemed && will_award(session, around) && receipt.sent_total > Money()) {
        session.attempts += 1;
        Fact award = award_fact(session, closed, around);
        park_given_away(session, closed, award);
        session.purchase = award.id;
        session.sold_total = std::get<PurchaseFact>(award.body).operation.total;
        if (session.customer->known == Known::found)
            session.promised = expected_cashback(*session.customer, session.sold_total, receipt.skip_total);
        actions.push_back(StoreFact{std::move(award), false});
    } else if (redeemed && session.quote) {
        session.promised = session.quote->cashback;
    }
    session.phase = Phase::closed;
    session.fiscal = closed.fiscal;
    session.closed_at = closed.closed_at;
    const Points points = redeemed ? session.redemption->points : Points();
    actions.push_back(Record{session.customer.has_value(), closed.total, points, session.promised});
    return answered(std::move(session), std::move(actions), reply("receipt_closed", confirmed ? "confirmed" : "stored"));
}

Step cancel(Session session, const till::ReceiptCancelled& event) {
    if (session.phase == Phase::closed) {
        Json json = error(session, Errc::receipt_finished, "event", "a receipt that is not closed", "a closed one");
        return answered(std::move(session), std::move(json));
    }
    std::vector<Action> actions;
    withdraw_redemption(session, actions);
    session.phase = Phase::cancelled;
    actions.push_back(Note{"cancelled", event.reason});
    return answered(std::move(session), std::move(actions), reply("receipt_cancelled", "stored"));
}

}  // namespace tillpoints::session
