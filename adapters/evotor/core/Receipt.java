package tillpoints.evotor.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that the register knows of one receipt at this moment. */
public final class Receipt {
    public final Header header;
    public final List<Position> positions;
    /** The receipt's own discount as the register spread it: position to kopecks. */
    public final Map<String, Long> discounts;
    /** What was paid, in kopecks, without the change; empty until it is closed. */
    public final List<Payment> payments;
    /** Null if the fiscal storage has no record of it (yet). */
    public final FiscalRecord fiscal;

    public Receipt(Header header, List<Position> positions, Map<String, Long> discounts, List<Payment> payments,
            FiscalRecord fiscal) {
        this.header = header;
        this.positions = Collections.unmodifiableList(positions);
        this.discounts = Collections.unmodifiableMap(discounts);
        this.payments = Collections.unmodifiableList(payments);
        this.fiscal = fiscal;
    }

    /** A payment of a closed receipt; the type in the register's own word. */
    public static final class Payment {
        public final String type;
        public final long sum;

        public Payment(String type, long sum) {
            this.type = type == null || type.isEmpty() ? "unknown" : type;
            this.sum = sum;
        }

        public static Payment read(Row row) {
            Long value = row.number("PAYMENT_VALUE_BY_PRINT_GROUP");
            if (value == null) value = row.number("PAYMENT_VALUE");
            Long change = row.number("PAYMENT_CHANGE_BY_PRINT_GROUP");
            return value == null ? null : new Payment(row.text("PAYMENT_TYPE"), value - (change == null ? 0 : change));
        }
    }

    long discount(Position position) {
        Long discount = discounts.get(position.uuid);
        return discount == null ? 0 : Math.max(0, Math.min(discount, position.sum()));
    }

    long discount() {
        long sum = 0;
        for (Position each : positions) sum += discount(each);
        return sum;
    }

    Position position(String uuid) {
        for (Position each : positions)
            if (each.uuid.equals(uuid)) return each;
        return null;
    }

    /** The positions for an event, each `kept` kopecks of a discount that is not ours below its sum. */
    List<Object> event(Map<String, Long> kept, Rules rules) {
        Set<String> modified = new HashSet<String>();
        for (Position each : positions)
            if (each.parent != null) modified.add(each.parent);
        List<Object> lines = new ArrayList<Object>();
        for (Position each : positions) {
            Long discount = kept.get(each.uuid);
            lines.add(each.event(discount == null ? 0 : discount, modified.contains(each.uuid), rules));
        }
        return lines;
    }

    static long total(List<Object> lines) {
        long total = 0;
        for (Object each : lines) total += Json.number(Json.map(each).get("sum"), 0);
        return total;
    }

    /** What is paid: the sum of the payments where the register only rounded it below the lines, else the lines. */
    long paid(List<Object> lines) {
        long total = total(lines);
        long paid = 0;
        for (Payment each : payments) paid += each.sum;
        return paid <= total && total - paid <= 99 && paid > 0 ? paid : total;
    }

    List<Object> paymentsEvent(long total) {
        List<Object> out = new ArrayList<Object>();
        long paid = 0;
        for (Payment each : payments) {
            if (each.sum <= 0) continue;
            Map<String, Object> payment = new LinkedHashMap<String, Object>();
            payment.put("type", each.type.length() > 64 ? each.type.substring(0, 64) : each.type);
            payment.put("sum", each.sum);
            out.add(payment);
            paid += each.sum;
        }
        return paid == total ? out : new ArrayList<Object>();
    }
}
