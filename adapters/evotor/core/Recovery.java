package tillpoints.evotor.core;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What happened at the register, read from its tables. A broadcast only says when to look: one that is lost, late or
 * doubled changes nothing.
 */
final class Recovery {
    private final Checkout checkout;
    private final Customers customers;
    private final Endings endings;
    private boolean started;

    Recovery(Checkout checkout, Customers customers, Endings endings) {
        this.checkout = checkout;
        this.customers = customers;
        this.endings = endings;
    }

    /** Tells the plugin that the register runs, and explains what it does not know the end of. False: try again. */
    boolean start() throws IOException, Register.Unreadable {
        if (started) return true;
        List<String> open = new ArrayList<String>();
        for (Kind kind : new Kind[] {Kind.SALE, Kind.RETURN}) {
            Header current = checkout.register.current(kind);
            if (current != null) open.add(current.uuid);
        }
        Reply reply = checkout.plugin.question(Events.registerStarted(checkout.settings.registerName(), open),
                checkout.settings.reportMs());
        if (reply == null || reply.asksAgain()) return false;
        started = true;
        for (Object each : Json.list(reply.all.get("in_doubt")))
            if (each instanceof String && checkout.journal.find((String) each) == null) adopt((String) each);
        return true;
    }

    /** A receipt that the plugin knows and this adapter's journal does not. */
    private void adopt(String uuid) throws IOException {
        if (!Header.usable(uuid)) return;
        Session session = new Session(uuid, Kind.SALE);
        session.opened = true;
        checkout.journal.keep(session);
    }

    boolean started() {
        return started;
    }

    /** True if a receipt goes on. */
    boolean follows() {
        return !checkout.journal.in(Session.State.OPEN).isEmpty();
    }

    /** True if a completed receipt waits for its fiscal record. */
    boolean waits() {
        for (Session each : checkout.journal.in(Session.State.OPEN))
            if (each.waitsForFiscalSince != 0) return true;
        return false;
    }

    /** Looks at every receipt that is new or not over. */
    void scan() throws IOException, Register.Unreadable {
        List<Header> headers = checkout.register.headers();
        Set<String> listed = new HashSet<String>();
        List<Header> old = new ArrayList<Header>();
        Set<String> toRead = new LinkedHashSet<String>();
        for (Header each : headers) {
            listed.add(each.uuid);
            if (checkout.journal.find(each.uuid) != null || each.kind == Kind.OTHER) continue;
            if (checkout.journal.fresh() && each.closed()) old.add(each);
            else toRead.add(each.uuid);
        }
        if (!old.isEmpty()) checkout.journal.leaveAlone(old);
        for (Session each : checkout.journal.in(Session.State.OPEN)) toRead.add(each.uuid);
        for (Kind kind : new Kind[] {Kind.SALE, Kind.RETURN}) {
            Header current = checkout.register.current(kind);
            if (current != null) toRead.add(current.uuid);
        }
        for (String each : toRead) look(each, false);
        checkout.journal.compact(listed);
    }

    /** Looks at one receipt. `cleared`: the register has said that it was deleted. */
    void look(String uuid, boolean cleared) throws IOException, Register.Unreadable {
        Session session = checkout.journal.find(uuid);
        if (session != null && session.state != Session.State.OPEN) return;
        Receipt receipt = checkout.register.receipt(uuid);
        boolean closed = receipt != null && (receipt.header.closed() || receipt.fiscal != null);
        if (receipt == null || (cleared && !closed)) {
            if (session != null) endings.cancel(session);
            return;
        }
        if (receipt.header.kind == Kind.OTHER) return;
        if (session == null) session = checkout.session(receipt.header);
        if (closed) endings.close(session, receipt);
        else follow(session, receipt);
    }

    /**
     * A receipt that goes on. A redemption whose discount the register dropped or replaced is given back. If the goods
     * changed and the discount still stands, it is given back only where the register asks again before the payment;
     * elsewhere it would be printed without a redemption.
     */
    private void follow(Session session, Receipt receipt) throws IOException {
        checkout.open(session, receipt.header, checkout.settings.reportMs());
        customers.presentWaiting(session, receipt);
        if (session.quote == null || session.quote.cut() == 0) return;
        boolean stands = session.quote.covering(receipt) != null && receipt.discount() == session.quote.discount();
        if (stands && !session.applied) {
            session.applied = true;
            checkout.journal.keep(session);
            if (!session.quote.applied(receipt))
                checkout.log.say("the register spread the discount of " + session.uuid + " in another way");
        } else if (!stands && session.applied
                && (receipt.discount() != session.quote.discount() || session.automatic)) {
            checkout.abandon(session);
        }
    }
}
