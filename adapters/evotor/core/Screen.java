package tillpoints.evotor.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The cashier's screen as a value: what it shows and what each touch does. The register waits for its answer until it
 * is over, however it ends. Its methods are called on one thread.
 */
public final class Screen {
    /** What the till does for a screen; `then` is called on any thread. */
    public interface Handler {
        void identify(Screen screen, Card card);

        void finish(Screen screen, Object points);

        void confirm(Screen screen, String quote, String value);

        void leave(Screen screen);
    }

    public final String token;
    final String receipt;
    /** Null where no discount is asked for: the screen only shows who the customer is. */
    final Long present;
    final OnceAnswer answer;
    private final Texts texts;
    private final Handler handler;
    private Customer customer;
    private String message = "";
    /** What the customer has to confirm before the points that are wanted are redeemed. */
    private Confirmation confirmation;
    private Object wanted;
    private int confirmations;
    private boolean busy;
    private boolean over;
    private Runnable changed;

    Screen(String token, String receipt, Long present, OnceAnswer answer, Customer customer, Texts texts, Handler handler) {
        this.token = token;
        this.receipt = receipt;
        this.present = present;
        this.answer = answer;
        this.customer = customer;
        this.texts = texts;
        this.handler = handler;
        message = customer == null ? texts.of(Texts.Text.ASK_CUSTOMER) : told(customer);
    }

    /** Called whenever something is shown anew, on the thread that changed it. */
    public synchronized void onChange(Runnable changed) {
        this.changed = changed;
    }

    /** The lines from top to bottom. */
    public synchronized List<String> lines() {
        List<String> out = new ArrayList<String>();
        if (busy) {
            out.add(texts.of(Texts.Text.WAIT));
            return out;
        }
        if (customer != null) {
            if (customer.name != null) out.add(customer.name);
            if (customer.tier != null) out.add(texts.of(Texts.Text.TIER) + ": " + customer.tier);
            if (customer.points != null)
                out.add(texts.of(Texts.Text.BALANCE) + ": " + texts.points(customer.points));
            if (customer.maximum != null)
                out.add(texts.of(Texts.Text.AT_MOST) + ": " + texts.points(customer.maximum));
        }
        if (!message.isEmpty()) out.add(message);
        return out;
    }

    public String text(Texts.Text text) {
        return texts.of(text);
    }

    public synchronized boolean asksCustomer() {
        return !busy && !over && (customer == null || !customer.known());
    }

    /** The till waits for the customer, who says a PIN or a code. */
    public synchronized boolean asksSecret() {
        return !busy && !over && confirmation != null;
    }

    public synchronized boolean asksAmount() {
        return !busy && !over && confirmation == null && present != null && customer != null && customer.status.equals("customer");
    }

    /** True once there is nothing left to do: the screen closes. */
    public synchronized boolean over() {
        return over;
    }

    public void phone(String typed) {
        String digits = typed.trim();
        if (digits.isEmpty() || !begin()) return;
        handler.identify(this, new Card("phone", digits));
    }

    /** One touch for all that may be spent. */
    public void maximum() {
        if (asksAmount() && begin()) handler.finish(this, "max");
    }

    /** What the customer said. */
    public void secret(String typed) {
        String quote;
        synchronized (this) {
            if (!asksSecret() || typed.trim().isEmpty()) return;
            quote = confirmation.quote;
        }
        if (begin()) handler.confirm(this, quote, typed.trim());
    }

    /** Done with an amount of points; nothing typed is nothing spent. */
    public void done(String typed) {
        Object points = "none";
        if (asksAmount() && !typed.trim().isEmpty()) {
            Long hundredths = hundredths(typed);
            if (hundredths == null) {
                show(texts.of(Texts.Text.WRONG_AMOUNT));
                return;
            }
            points = hundredths;
        }
        if (begin()) handler.finish(this, points);
    }

    /** Also when the screen is destroyed: the register hears that it goes on without us. */
    public void leave() {
        handler.leave(this);
    }

    static Long hundredths(String typed) {
        String number = typed.trim().replace(',', '.').replace("\u00A0", "").replace(" ", "");
        if (!number.matches("[0-9]{1,9}(\\.[0-9]{1,2})?")) return null;
        return Amounts.kopecks(number);
    }

    private synchronized boolean begin() {
        if (busy || over) return false;
        busy = true;
        changed();
        return true;
    }

    synchronized void identified(Customer found) {
        busy = false;
        customer = found;
        message = told(found);
        changed();
    }

    /** False: the screen is over already. */
    synchronized boolean waitFor(Confirmation waits, Object points) {
        if (over) return false;
        busy = false;
        confirmation = waits;
        confirmations++;
        wanted = points;
        message = waits.text;
        changed();
        return true;
    }

    /** Ends the screen at its deadline, unless it has come to wait for the customer since then. */
    synchronized boolean endUnlessWaiting(int confirmationsThen) {
        if (confirmations != confirmationsThen) return false;
        finished();
        return true;
    }

    /** It may be tried again; null where not even the answer is known. */
    synchronized void notConfirmed(Confirmation told) {
        busy = false;
        message = told == null ? texts.of(Texts.Text.NO_ANSWER) : told.text;
        changed();
    }

    /** How often the screen has come to wait for the customer. */
    synchronized int confirmations() {
        return confirmations;
    }

    synchronized Object wanted() {
        return wanted;
    }

    synchronized void finished() {
        busy = false;
        over = true;
        changed();
    }

    private synchronized void show(String text) {
        message = text;
        changed();
    }

    private void changed() {
        if (changed != null) changed.run();
    }

    private String told(Customer found) {
        if (found.text != null && !found.status.equals("customer")) return found.text;
        if (found.status.equals("unregistered")) return texts.of(Texts.Text.UNREGISTERED);
        if (found.status.equals("offline")) return texts.of(Texts.Text.OFFLINE);
        if (found.status.equals("customer")) return "";
        return texts.of(found.status.equals("none") ? Texts.Text.NO_ANSWER : Texts.Text.NOT_FOUND);
    }
}
