package tillpoints.evotor.core;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Decides what a broadcast or a question of the register means. On the till's thread only. */
final class EventDispatcher {
    /** A screen is needed for the answer. */
    static final class Asked {
        final String receipt;
        final Long present;
        final Customer customer;

        Asked(String receipt, Long present, Customer customer) {
            this.receipt = receipt;
            this.present = present;
            this.customer = customer;
        }
    }

    private static final long RETRY_MS = 2000;
    private final Checkout checkout;
    private final Customers customers;
    private final Discounts discounts;
    private final Endings endings;
    private final Recovery recovery;
    private boolean scanned;
    private long lookedAt;
    private String lastSale;

    EventDispatcher(Checkout checkout) {
        this.checkout = checkout;
        customers = new Customers(checkout);
        discounts = new Discounts(checkout);
        endings = new Endings(checkout, discounts);
        recovery = new Recovery(checkout, customers, endings);
    }

    void broadcast(RegisterAction action, String receipt) throws IOException, Register.Unreadable {
        recovery.start();
        boolean named = Header.usable(receipt);
        if (named && action.kind == Kind.SALE) lastSale = receipt;
        if (named && action.kind != Kind.OTHER) recovery.look(receipt, action.event == RegisterAction.Event.CLEARED);
        scan();
        if (action.event == RegisterAction.Event.SHIFT_CLOSED) closeShift();
    }

    private void scan() throws IOException, Register.Unreadable {
        scanned = false;
        lookedAt = checkout.clock.ticks();
        recovery.scan();
        scanned = true;
    }

    private void closeShift() throws IOException {
        endings.tell();
        Reply reply = checkout.plugin.question(Events.shiftClosed(checkout.shift), checkout.settings.reportMs());
        if (reply != null && reply.is("ok")) checkout.log.say("shift closed: " + Json.write(reply.all.get("summary")));
        checkout.shift = null;
    }

    /** What is left to do when nothing is asked: the milliseconds until it is to be tried again; -1: nothing. */
    long rest() throws IOException {
        boolean late = checkout.clock.ticks() - lookedAt >= checkout.settings.lookAgainMs();
        try {
            boolean again = !scanned || recovery.waits() || (late && recovery.follows());
            if (recovery.start() && again) scan();
        } catch (Register.Unreadable notNow) {
            checkout.log.say(notNow.getMessage() + ": " + Log.Failures.of(notNow.getCause()));
        }
        long untold = endings.tell();
        long look = !recovery.started() || !scanned || recovery.waits() ? RETRY_MS
                : recovery.follows() ? checkout.settings.lookAgainMs() : -1;
        return untold < 0 ? look : look < 0 ? untold : Math.min(untold, look);
    }

    /** Answers, or says for what a screen is needed. What is left unanswered is answered with SKIP. */
    Asked ask(Question question, OnceAnswer answer) throws IOException, Register.Unreadable {
        RegisterAction action = RegisterAction.read(question.action);
        if (action.kind != Kind.SALE) return null; // a return repeats what the sale's lines cost
        switch (action.event) {
            case BARCODE: return barcode(question, answer);
            case DISCOUNT_REQUIRED: return required(answer);
            case DISCOUNT: return discount(question, answer);
            case PRINT_EXTRA: answer.give(footer()); return null;
            case POSITIONS_MERGED: merged(answer); return null;
            default: return null;
        }
    }

    /** The open sale, or the one that was open last: while it is printed the register may not call it open. */
    private Receipt sale() throws Register.Unreadable {
        Header current = checkout.register.current(Kind.SALE);
        if (current != null) lastSale = current.uuid;
        return lastSale == null ? null : checkout.register.receipt(lastSale);
    }

    private Receipt openSale() throws Register.Unreadable {
        Header current = checkout.register.current(Kind.SALE);
        return current == null ? null : checkout.register.receipt(current.uuid);
    }

    /** Our card is no goods: the register is told so at once, and shows our screen if it asks again. */
    private Asked barcode(Question question, OnceAnswer answer) throws IOException, Register.Unreadable {
        Card card = Card.read(question.barcode, checkout.settings.cardPrefixes());
        if (card == null) return null;
        Receipt receipt = openSale();
        Session session = receipt == null ? null : checkout.session(receipt.header);
        if (question.creating) return new Asked(receipt == null ? null : receipt.header.uuid, null,
                session == null ? null : session.customer);
        Map<String, Object> empty = new LinkedHashMap<String, Object>();
        empty.put("extra_positions_count", 0);
        empty.put("extra_can_create_product", Boolean.TRUE);
        answer.give(Answer.data(empty));
        if (session == null) customers.wait(card);
        else customers.present(session, receipt, card);
        return null;
    }

    static Answer noGoods() {
        Map<String, Object> empty = new LinkedHashMap<String, Object>();
        empty.put("extra_positions_count", 0);
        empty.put("extra_can_create_product", Boolean.FALSE);
        return Answer.data(empty);
    }

    /** On the way to the payment: ask us about the discount if there is something to decide. */
    private Asked required(OnceAnswer answer) throws IOException, Register.Unreadable {
        Receipt receipt = openSale();
        if (receipt == null) return null;
        Session session = checkout.session(receipt.header);
        session.automatic = true;
        boolean asks = session.presented || customers.waits() || session.quote != null || session.stale != null
                || checkout.settings.screenWithoutCustomer();
        if (!asks) return null;
        Map<String, Object> us = new LinkedHashMap<String, Object>();
        us.put("KEY_COMPONENT_NAME", Answer.Component.THIS_SERVICE);
        if (answer.give(Answer.data(us))) session.askedByRegister = true;
        return null;
    }

    private Asked discount(Question question, OnceAnswer answer) throws IOException, Register.Unreadable {
        Receipt receipt = Header.usable(question.receipt) ? checkout.register.receipt(question.receipt) : openSale();
        if (receipt == null || receipt.header.kind != Kind.SALE || receipt.positions.isEmpty()) return null;
        Session session = checkout.session(receipt.header);
        if (session.state != Session.State.OPEN) return null;
        boolean tapped = !session.askedByRegister;
        session.askedByRegister = false;
        customers.presentWaiting(session, receipt);
        long present = Amounts.kopecksOrNone(question.discount);
        // What was decided for these goods stands.
        boolean decided = session.quote != null && present == session.quote.discount() && session.quote.covering(receipt) != null;
        if (!tapped && decided) return null;
        boolean spends = session.presented && session.customer != null && session.customer.status.equals("customer");
        boolean asks = tapped || (spends && checkout.settings.spending() == Settings.Spending.SCREEN)
                || (!session.presented && checkout.settings.screenWithoutCustomer());
        if (asks) return new Asked(session.uuid, present, session.presented ? session.customer : null);
        Object points = spends && checkout.settings.spending() == Settings.Spending.MAX ? "max" : "none";
        if (session.presented || session.quote != null || session.stale != null)
            discounts.request(session, receipt, present, points, false, answer);
        return null;
    }

    private Answer footer() throws IOException, Register.Unreadable {
        Receipt receipt = sale();
        if (receipt == null) return Answer.SKIP;
        Session session = checkout.session(receipt.header);
        return Footer.of(checkout.ask(session, receipt.header,
                Events.print(session.uuid, checkout.settings.printWidth())));
    }

    /** Which positions were glued is seen in the receipt: the event itself holds classes of the vendor. */
    private void merged(OnceAnswer answer) throws IOException, Register.Unreadable {
        answer.give(Answer.SKIP);
        Receipt receipt = openSale();
        if (receipt != null) recovery.look(receipt.header.uuid, false);
    }

    /** For a screen; the receipt may be over meanwhile. */
    Customer identify(String uuid, Card card) throws IOException, Register.Unreadable {
        Receipt receipt = uuid == null ? openSale() : checkout.register.receipt(uuid);
        if (receipt == null) {
            customers.wait(card);
            return Customer.read(null);
        }
        return customers.present(checkout.session(receipt.header), receipt, card);
    }

    /** Answers, or returns what the screen asks the customer first. */
    Confirmation redeem(String uuid, long present, Object points, OnceAnswer answer) throws IOException, Register.Unreadable {
        Receipt receipt = checkout.register.receipt(uuid);
        if (receipt == null) return null;
        Session session = checkout.session(receipt.header);
        if (session.state != Session.State.OPEN || answer.given()) return null;
        return discounts.request(session, receipt, present, points, true, answer);
    }

    /** Null: the redemption is confirmed. */
    Confirmation confirm(String uuid, String quote, String value) throws IOException, Register.Unreadable {
        Receipt receipt = checkout.register.receipt(uuid);
        return receipt == null ? null : discounts.confirm(checkout.session(receipt.header), receipt, quote, value);
    }
}
