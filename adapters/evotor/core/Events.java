package tillpoints.evotor.core;

import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/** The events of protocol/EVENTS.md, as this register can tell them. */
final class Events {
    private Events() {}

    private static Map<String, Object> event(String name, String receipt) {
        Map<String, Object> out = new LinkedHashMap<String, Object>();
        out.put("v", 1L);
        out.put("event", name);
        if (receipt != null) out.put("receipt_id", receipt);
        return out;
    }

    static Map<String, Object> registerStarted(String register, List<String> open) {
        Map<String, Object> out = event("register_started", null);
        if (register != null) {
            Map<String, Object> serial = new LinkedHashMap<String, Object>();
            serial.put("serial", register);
            out.put("register", serial);
        }
        out.put("open", new ArrayList<Object>(open));
        out.put("closed", new ArrayList<Object>());
        return out;
    }

    /** No event comes between the discount and printing, prices are changed on lines, and nothing is split. */
    static Map<String, Object> opened(String receipt, Kind kind, String register, String shift, String cashier) {
        Map<String, Object> out = event("receipt_opened", receipt);
        out.put("kind", kind.event);
        if (register != null) out.put("register", register);
        if (shift != null) out.put("shift", shift);
        if (cashier != null && cashier.length() <= 64) {
            Map<String, Object> who = new LinkedHashMap<String, Object>();
            who.put("id", cashier);
            out.put("cashier", who);
        }
        Map<String, Object> can = new LinkedHashMap<String, Object>();
        can.put("payment_event", Boolean.FALSE);
        can.put("split", "none");
        can.put("tender", Boolean.FALSE);
        can.put("prompt", Boolean.TRUE);
        out.put("capabilities", can);
        return out;
    }

    static Map<String, Object> presented(String receipt, Card card, List<Object> positions) {
        Map<String, Object> out = event("customer_presented", receipt);
        out.put("by", card.by);
        out.put("value", card.value);
        if (!positions.isEmpty()) out.put("positions", positions);
        return out;
    }

    static Map<String, Object> discount(String receipt, List<Object> positions, Object points) {
        Map<String, Object> out = event("discount_requested", receipt);
        out.put("positions", positions);
        out.put("total", Receipt.total(positions));
        out.put("points", points);
        out.put("commit", Boolean.TRUE);
        return out;
    }

    /** Begins the customer's confirmation; with a value it is what the customer said. */
    static Map<String, Object> confirmation(String receipt, String quote, String value) {
        Map<String, Object> out = event("confirmation_requested", receipt);
        out.put("quote_id", quote);
        if (value != null) out.put("value", value);
        return out;
    }

    static Map<String, Object> abandoned(String receipt) {
        return event("payment_abandoned", receipt);
    }

    static Map<String, Object> print(String receipt, int width) {
        Map<String, Object> out = event("print_requested", receipt);
        out.put("width", (long) width);
        return out;
    }

    static Map<String, Object> cancelled(String receipt) {
        Map<String, Object> out = event("receipt_cancelled", receipt);
        out.put("reason", "cleared at the register");
        return out;
    }

    static Map<String, Object> closed(Receipt receipt, List<Object> lines, long now) {
        return closed("receipt_closed", receipt, lines, now);
    }

    /** `original` names the sale; null where the register does not know it. */
    static Map<String, Object> returned(Receipt receipt, List<Object> lines, Map<String, Object> original, long now) {
        Map<String, Object> out = closed("return_closed", receipt, lines, now);
        if (original != null) out.put("original", original);
        return out;
    }

    private static Map<String, Object> closed(String name, Receipt receipt, List<Object> lines, long now) {
        Map<String, Object> out = event(name, receipt.header.uuid);
        out.put("positions", lines);
        if (receipt.fiscal != null) out.put("fiscal", receipt.fiscal.event(receipt.header.number));
        long total = receipt.paid(lines);
        if (name.equals("receipt_closed")) {
            List<Object> payments = receipt.paymentsEvent(total);
            if (!payments.isEmpty()) out.put("payments", payments);
        }
        out.put("total", total);
        out.put("closed_at", time(receipt.header.date == null ? now : receipt.header.date));
        return out;
    }

    static Map<String, Object> shiftClosed(String shift) {
        Map<String, Object> out = event("shift_closed", null);
        if (shift != null) out.put("shift", shift);
        out.put("closed", new ArrayList<Object>());
        return out;
    }

    static String time(long milliseconds) {
        java.text.SimpleDateFormat form = new java.text.SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);
        form.setTimeZone(TimeZone.getTimeZone("UTC"));
        return form.format(new Date(milliseconds));
    }
}
