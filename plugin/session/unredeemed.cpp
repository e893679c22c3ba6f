#include <algorithm>

#include "plugin/entries/transition.hpp"
#include "plugin/session/matching.hpp"
#include "plugin/session/parts.hpp"

/// A discount that is on the fiscal receipt although nothing was deducted for it. It is the shop's loss, and
/// an operator decides about it.
namespace tillpoints::session {
namespace {

bool printed_as(const std::optional<Quote>& quote, const till::ClosedReceipt& closed) {
    return lowers_prices(quote) && same_content(quote->lines, closed.lines);
}

template <class Line>
std::int64_t goods_of(const std::vector<Line>& lines) {
    std::int64_t thousandths = 0;
    for (const auto& line : lines) thousandths += sold_units(line.quantity, line.part).thousandths;
    return thousandths;
}

/// By how much the printed lines are below the prices of the cart. A register may have taken goods out of the
/// cart or added some without telling: then only the printed lines count, each against its own position.
Money below_the_cart(const Session& session, const till::ClosedReceipt& closed) {
    if (goods_of(session.cart) == goods_of(closed.lines))
        return std::max(sum_of(session.cart) - sum_of(closed.lines), Money());
    Money below;
    for (const auto& line : closed.lines) below += std::max(full_sum_of(session, line) - line.sum, Money());
    return below;
}

}  // namespace

bool lowers_prices(const std::optional<Quote>& quote) {
    return quote && quote->discount > Money() && quote->tender == Money();
}

Session resumed(Session stored, const std::vector<OutboxEntry>& entries) {
    const auto is_being_withdrawn = [&](const OutboxEntry& entry) {
        return stored.redemption && entry.id == stored.redemption->entry &&
               entry.wanted == Wanted::withdraw && !is_final(entry.state);
    };
    // The disk refused the batch of the withdrawal after it had stored the entry with it: the entry will be
    // taken back, so the session must not count on it.
    if (stored.phase == Phase::open && std::any_of(entries.begin(), entries.end(), is_being_withdrawn)) {
        std::vector<Action> done;
        withdraw_redemption(stored, done);
        retract_quote(stored);
    }
    const auto& customer = stored.customer;
    if (stored.phase == Phase::open && customer && customer->status != CustomerStatus::unregistered)
        stored.offer_may_be_forgotten = true;
    return stored;
}

Unredeemed unredeemed(const Session& session, const till::ClosedReceipt& closed) {
    Unredeemed out;
    out.loss = paid_with_points(closed);
    const bool latest = session.quote && session.quote->discount > Money();
    out.quote = latest ? session.quote : session.retracted;
    out.customer = latest ? session.customer : session.retracted_for;
    if (!out.customer) out.customer = session.customer;
    if (printed_as(session.quote, closed)) {
        out.loss += session.quote->discount;
    } else if (printed_as(session.retracted, closed)) {
        out.loss += session.retracted->discount;
        out.quote = session.retracted;
        out.customer = session.retracted_for;
    } else if (lowers_prices(session.quote) || lowers_prices(session.retracted) ||
               session.offer_may_be_forgotten) {
        // Without an offer of lower prices, a lower price is the register's own.
        out.loss += below_the_cart(session, closed);
    }
    return out;
}

Parking unredeemed_parking(Money loss) {
    return {Errc::does_not_add_up, "a discount was printed for which nothing was redeemed", loss};
}

void note_unredeemed(Money loss, std::vector<Action>& actions) {
    if (loss > Money())
        actions.push_back(JournalNote{"given away", unredeemed_parking(loss).detail + ": " + to_text(loss)});
}

void store_unredeemed(Session& session, const Unredeemed& discount, const till::ClosedReceipt& closed,
                      const StepContext& context, std::vector<Action>& actions) {
    if (discount.loss == Money()) return;
    session.attempts += 1;
    Session quoted = session;
    // Nobody may be known who could pay: an operator names the customer (`queue edit`) or writes the loss
    // off.
    quoted.customer = discount.customer.value_or(Customer{});
    const bool as_quoted = discount.quote && discount.quote->discount == discount.loss;
    quoted.quote = as_quoted ? *discount.quote : Quote();
    if (!as_quoted) {
        const auto receipt = pricing::assess(as_paid(session, closed.lines), context.config->rules);
        const Money prices = discount.loss - paid_with_points(closed);
        quoted.quote->granted = points_for(discount.loss);
        quoted.quote->discount = discount.loss;
        quoted.quote->sent_total = std::max(receipt.sent_total + prices, discount.loss);
        quoted.quote->skip_total = std::min(receipt.skip_total, quoted.quote->sent_total);
    }
    OutboxEntry entry = redemption_entry(quoted, Money(), context);
    // The points belong to a customer who may not be the receipt's any more, so no customer's order applies.
    entry.customer = "unredeemed " + session.receipt.text;
    entry.after = session.settling;
    entry.printed = true;
    park(entry, unredeemed_parking(discount.loss));
    actions.push_back(StoreEntry{std::move(entry), false});
}

}  // namespace tillpoints::session
