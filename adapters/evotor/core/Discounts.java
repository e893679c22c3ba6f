package tillpoints.evotor.core;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The redemption: asked for with commit, because no usable event comes between the discount and printing. */
final class Discounts {
    private final Checkout checkout;
    /** The quote of the last answer that the customer has to confirm first. */
    private String unconfirmed;

    Discounts(Checkout checkout) {
        this.checkout = checkout;
    }

    /**
     * Redeems and answers. `present` is the receipt's discount as the register says it now. If the register was told to
     * go on without us meanwhile, the redemption is given back. Where a screen can ask the customer (`confirms`), a
     * redemption that has to be confirmed is left unanswered, and its confirmation is returned.
     */
    Confirmation request(Session session, Receipt receipt, long present, Object points, boolean confirms, OnceAnswer answer)
            throws IOException {
        Map<String, Long> kept = kept(session, receipt, present);
        if (kept == null || !checkout.settle(session)) {
            answer.give(Answer.SKIP);
            return null;
        }
        Quote before = session.quote;
        unconfirmed = null;
        Quote quote = redeem(session, receipt, kept, points);
        if (quote == null) {
            // A discount of ours that stands at the register and is withdrawn must not be printed.
            boolean standsWithdrawn = present > 0 && session.stale != null && session.stale.kept(receipt, present) != null;
            boolean asksCustomer = confirms && unconfirmed != null && !standsWithdrawn;
            Confirmation begun = asksCustomer ? begin(session, receipt, unconfirmed) : null;
            if (begun != null) return begun;
            answer.give(standsWithdrawn ? Answer.data(fields(kept)) : Answer.SKIP);
            return null;
        }
        session.quote = quote;
        session.applied = false;
        session.stale = null;
        checkout.journal.keep(session);
        boolean taken = answer.give(Answer.data(fields(quote)));
        boolean stands = before != null && before.id.equals(quote.id);
        if (!taken && !stands && quote.cut() > 0) checkout.abandon(session);
        return null;
    }

    private Confirmation begin(Session session, Receipt receipt, String quote) throws IOException {
        Reply reply = checkout.ask(session, receipt.header, Events.confirmation(session.uuid, quote, null));
        return reply != null && reply.is("waiting") ? Confirmation.of(quote, reply, "") : null;
    }

    /** What the customer said; null if the redemption is confirmed by it, else what the cashier reads now. */
    Confirmation confirm(Session session, Receipt receipt, String quote, String value) throws IOException {
        Reply reply = checkout.ask(session, receipt.header, Events.confirmation(session.uuid, quote, value));
        if (reply != null && reply.is("confirmed")) return null;
        // It has expired, or too many wrong answers were given.
        boolean over = reply != null && "confirmation_required".equals(reply.text("reason"));
        Confirmation again = over ? begin(session, receipt, quote) : null;
        if (again != null) return again;
        return Confirmation.of(quote, reply, new Texts(checkout.settings.language()).of(Texts.Text.NO_ANSWER));
    }

    /**
     * What of the present discount is not ours, by position; null if the register does not tell how it is spread. A
     * receipt has one discount: one that is not the one we gave has replaced it.
     */
    private Map<String, Long> kept(Session session, Receipt receipt, long present) {
        Map<String, Long> kept = new HashMap<String, Long>();
        if (present == 0) return kept;
        Quote ours = session.quote != null ? session.quote : session.stale;
        Map<String, Long> besides = ours == null ? null : ours.kept(receipt, present);
        if (besides != null) return besides;
        if (receipt.discount() != present) return null;
        for (Position each : receipt.positions)
            if (receipt.discount(each) > 0) kept.put(each.uuid, receipt.discount(each));
        return kept;
    }

    /** Null: nothing was redeemed that the register may be told. */
    private Quote redeem(Session session, Receipt receipt, Map<String, Long> kept, Object points) throws IOException {
        List<Object> positions = receipt.event(kept, checkout.settings.rules());
        Reply reply = checkout.ask(session, receipt.header, Events.discount(session.uuid, positions, points));
        if (reply == null) {
            checkout.abandon(session);
            return null;
        }
        if (reply.is("granted", "refused")) session.toldPositions = positions;
        unconfirmed = Confirmation.quoteToConfirm(reply);
        Quote quote = reply.is("granted") ? Quote.read(reply, receipt, kept) : null;
        boolean unusable = reply.is("granted") && quote == null;
        if (unusable) checkout.log.say("a granted discount does not fit the receipt " + session.uuid);
        if (quote == null && (unusable || session.quote != null)) checkout.abandon(session);
        return quote;
    }

    /** The last positions without a redemption, so that the plugin knows the goods and the register's own prices. */
    void tellPositions(Session session, Receipt receipt) throws IOException {
        Map<String, Long> kept = new HashMap<String, Long>();
        for (Position each : receipt.positions)
            if (receipt.discount(each) > 0) kept.put(each.uuid, receipt.discount(each));
        List<Object> positions = receipt.event(kept, checkout.settings.rules());
        if (positions.equals(session.toldPositions)) return;
        Reply reply = checkout.ask(session, receipt.header, Events.discount(session.uuid, positions, "none"));
        if (reply != null && reply.is("granted", "refused")) session.toldPositions = positions;
    }

    static Map<String, Object> fields(Quote quote) {
        Map<String, Long> whole = new HashMap<String, Long>();
        for (Quote.Line each : quote.lines) whole.put(each.id, each.cut + each.kept);
        Map<String, Object> out = fields(whole);
        if (!quote.extra.isEmpty()) {
            Map<String, Object> extra = new LinkedHashMap<String, Object>();
            extra.put("extra", Json.write(extra(quote)));
            out.put("extra", extra);
        }
        return out;
    }

    /** What the plugin wants to have back at a return, the quote and the points. */
    private static Map<String, Object> extra(Quote quote) {
        Map<String, Object> ours = new LinkedHashMap<String, Object>(Json.map(quote.extra.get("tillpoints")));
        ours.put("quote", quote.id);
        ours.put("points", quote.cut());
        Map<String, Object> out = new LinkedHashMap<String, Object>(quote.extra);
        out.put("tillpoints", ours);
        return out;
    }

    /** The discount is the sum of the map, to the kopeck. */
    private static Map<String, Object> fields(Map<String, Long> discounts) {
        Answer.Spread spread = new Answer.Spread();
        long sum = 0;
        for (Map.Entry<String, Long> each : discounts.entrySet()) {
            if (each.getValue() == 0) continue;
            spread.put(each.getKey(), Amounts.roubles(each.getValue()));
            sum += each.getValue();
        }
        Map<String, Object> out = new LinkedHashMap<String, Object>();
        out.put("discount", Amounts.roubles(sum).toPlainString());
        out.put("changes", new ArrayList<Object>());
        if (!spread.isEmpty()) out.put("positionUuidToDiscountMap", spread);
        return out;
    }
}
