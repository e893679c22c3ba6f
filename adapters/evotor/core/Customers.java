package tillpoints.evotor.core;

import java.io.IOException;
import java.util.HashMap;

/** Who buys: cards that are scanned, and what a cashier types. */
final class Customers {
    private static final long CARD_WAITS_MS = 120000;

    private final Checkout checkout;
    private Card waiting;
    private long waitingSince;

    Customers(Checkout checkout) {
        this.checkout = checkout;
    }

    /** A card that was scanned before there was a receipt. */
    void wait(Card card) {
        waiting = card;
        waitingSince = checkout.clock.ticks();
    }

    boolean waits() {
        if (waiting != null && checkout.clock.ticks() - waitingSince > CARD_WAITS_MS) waiting = null;
        return waiting != null;
    }

    void presentWaiting(Session session, Receipt receipt) throws IOException {
        if (session.kind != Kind.SALE || !waits()) return;
        Card card = waiting;
        waiting = null;
        present(session, receipt, card);
    }

    /** The same card again is the same customer: a code may be used once only. */
    Customer present(Session session, Receipt receipt, Card card) throws IOException {
        if (session.presented && session.customer != null && card.equals(session.card)) return session.customer;
        Object positions = receipt.event(new HashMap<String, Long>(), checkout.settings.rules());
        Reply reply = checkout.ask(session, receipt.header, Events.presented(session.uuid, card, Json.list(positions)));
        Customer customer = Customer.read(reply);
        if (reply != null) session.toldPositions = positions;
        if (reply == null || !customer.known()) return customer;
        session.customer = customer;
        session.card = card;
        session.presented = true;
        checkout.journal.keep(session);
        return customer;
    }
}
