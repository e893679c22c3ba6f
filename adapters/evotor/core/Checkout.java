package tillpoints.evotor.core;

import java.io.IOException;
import java.util.Map;

/** The parts that all work on a receipt needs, and the first steps of each. On the till's thread only. */
final class Checkout {
    final Settings settings;
    final Register register;
    final Conversation plugin;
    final Journal journal;
    final Clock clock;
    final Log log;
    /** The working period that receipts opened now belong to, as far as it is known. */
    String shift;

    Checkout(Settings settings, Register register, Engine engine, Journal journal, Clock clock, Log log) {
        this.settings = settings;
        this.register = register;
        this.plugin = new Conversation(engine, clock);
        this.journal = journal;
        this.clock = clock;
        this.log = log;
    }

    /** The session of a receipt; a new one is in the journal before anything is told. */
    Session session(Header header) throws IOException {
        Session session = journal.find(header.uuid);
        if (session != null) return session;
        session = new Session(header.uuid, header.kind);
        journal.keep(session);
        return session;
    }

    /** True if the plugin knows that the receipt is open. */
    boolean open(Session session, Header header, int deadlineMs) {
        if (session.opened) return true;
        Reply reply = plugin.question(Events.opened(session.uuid, session.kind, settings.registerName(), shift,
                header == null ? null : header.cashier), deadlineMs);
        session.opened = reply != null && (reply.is("ok", "off") || reply.error().equals("receipt_finished"));
        return session.opened;
    }

    /** A question about an open receipt. The plugin may have lost the opening with its process: then it is told again. */
    Reply ask(Session session, Header header, Map<String, Object> event) {
        long end = clock.ticks() + settings.questionMs();
        if (!open(session, header, settings.questionMs())) return null;
        Reply reply = plugin.question(event, left(end));
        if (reply != null && reply.error().equals("unknown_receipt")) {
            session.opened = false;
            if (!open(session, header, left(end))) return null;
            reply = plugin.question(event, left(end));
        }
        if (reply != null && reply.asksAgain()) reply = plugin.question(event, left(end));
        return reply;
    }

    private int left(long end) {
        return (int) Math.max(100, end - clock.ticks());
    }

    /** Notes that a redemption is to be given back, which the register will not print or may not have got. */
    void abandon(Session session) throws IOException {
        if (session.quote != null) session.stale = session.quote;
        session.quote = null;
        session.applied = false;
        session.unclear = true;
        journal.keep(session);
    }

    /** Gives back what is to be given back. True if nothing is (any more). */
    boolean settle(Session session) throws IOException {
        if (!session.unclear) return true;
        Reply reply = ask(session, null, Events.abandoned(session.uuid));
        if (reply == null || reply.asksAgain()) return false;
        session.unclear = false;
        session.toldPositions = null;
        journal.keep(session);
        return true;
    }
}
