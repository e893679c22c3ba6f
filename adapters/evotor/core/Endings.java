package tillpoints.evotor.core;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How receipts end: the event is in the journal first, and told until the plugin has stored it. */
final class Endings {
    private static final long LONGEST_PAUSE_MS = 60000;

    private final Checkout checkout;
    private final Discounts discounts;
    private long pauseMs;
    private long notBefore;

    Endings(Checkout checkout, Discounts discounts) {
        this.checkout = checkout;
        this.discounts = discounts;
    }

    /** The register has completed the receipt. False: it waits for its fiscal record. */
    boolean close(Session session, Receipt receipt) throws IOException, Register.Unreadable {
        if (session.state != Session.State.OPEN) return true;
        if (receipt.fiscal == null && waits(session)) return false;
        if (receipt.header.session != null) checkout.shift = receipt.header.session;
        end(session, session.kind == Kind.RETURN ? returned(receipt) : closed(session, receipt));
        return true;
    }

    private boolean waits(Session session) {
        long now = checkout.clock.ticks();
        if (session.waitsForFiscalSince == 0) session.waitsForFiscalSince = Math.max(1, now);
        return now - session.waitsForFiscalSince < checkout.settings.fiscalWaitMs();
    }

    void cancel(Session session) throws IOException {
        if (session.state != Session.State.OPEN) return;
        end(session, session.kind == Kind.SALE ? Events.cancelled(session.uuid) : null);
    }

    /** Null: a return that was given up, of which the plugin need not know more. */
    private void end(Session session, Map<String, Object> event) throws IOException {
        session.end = event == null ? Events.cancelled(session.uuid) : event;
        session.state = Session.State.ENDING;
        checkout.journal.keep(session);
    }

    private Map<String, Object> closed(Session session, Receipt receipt) throws IOException {
        Map<String, List<Quote.Line>> covering = session.quote == null ? null : session.quote.covering(receipt);
        if (session.quote == null) discounts.tellPositions(session, receipt);
        List<Object> lines = new ArrayList<Object>();
        for (Position each : receipt.positions)
            lines.addAll(printed(each, each.sum() - receipt.discount(each),
                    covering == null ? null : covering.get(each.uuid)));
        return Events.closed(receipt, lines, checkout.clock.now());
    }

    /** Glued positions that cost what their quoted lines cost together are told as these lines. */
    private static List<Object> printed(Position position, long sum, List<Quote.Line> quoted) {
        List<Object> out = new ArrayList<Object>();
        long together = 0;
        if (quoted != null)
            for (Quote.Line each : quoted) together += each.sum;
        if (quoted != null && together == sum) {
            for (Quote.Line each : quoted) out.add(each.fiscal());
        } else {
            out.add(position.fiscal(sum, null));
        }
        return out;
    }

    private Map<String, Object> returned(Receipt receipt) throws Register.Unreadable {
        Receipt sale = receipt.header.base == null ? null : checkout.register.receipt(receipt.header.base);
        return Events.returned(receipt, ReturnedLines.of(receipt, sale), ReturnedLines.original(receipt, sale),
                checkout.clock.now());
    }

    /** True if something waits to be told. */
    boolean untold() {
        for (Session each : checkout.journal.in(Session.State.OPEN))
            if (each.unclear) return true;
        return !checkout.journal.in(Session.State.ENDING).isEmpty();
    }

    /** Tells what is not told yet, as long as the plugin answers. Milliseconds until the next try; -1: all is told. */
    long tell() throws IOException {
        if (!untold()) return -1;
        long now = checkout.clock.ticks();
        if (now < notBefore) return notBefore - now;
        List<Session> sessions = checkout.journal.in(Session.State.OPEN);
        sessions.addAll(checkout.journal.in(Session.State.ENDING));
        for (Session each : sessions) {
            if (each.state == Session.State.OPEN ? checkout.settle(each) : tell(each)) {
                pauseMs = 0;
                continue;
            }
            pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(250, 2 * pauseMs));
            notBefore = checkout.clock.ticks() + pauseMs;
            return pauseMs;
        }
        return -1;
    }

    private boolean tell(Session session) throws IOException {
        int deadline = checkout.settings.reportMs();
        if (!checkout.open(session, null, deadline)) return false;
        Reply reply = checkout.plugin.report(session.end, deadline);
        if (reply != null && reply.error().equals("unknown_receipt")) {
            session.opened = false;
            return false;
        }
        if (reply == null || reply.asksAgain()) return false;
        if (reply.is("error"))
            checkout.log.say("the end of receipt " + session.uuid + " is refused: " + reply.error());
        session.state = Session.State.TOLD;
        checkout.journal.keep(session);
        return true;
    }
}
