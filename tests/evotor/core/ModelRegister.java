package tillpoints.evotor.core;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A register's tables in memory, and what it does with a discount. */
final class ModelRegister implements Register {
    private final Map<String, Receipt> receipts = new LinkedHashMap<>();
    private long documents;
    boolean unreadable;

    private void check() throws Unreadable {
        if (unreadable) throw new Unreadable("the table is locked", new IllegalStateException());
    }

    @Override
    public synchronized List<Header> headers() throws Unreadable {
        check();
        List<Header> out = new ArrayList<>();
        for (Receipt each : receipts.values()) out.add(each.header);
        return out;
    }

    @Override
    public synchronized Receipt receipt(String uuid) throws Unreadable {
        check();
        return receipts.get(uuid);
    }

    @Override
    public synchronized Header current(Kind kind) throws Unreadable {
        check();
        for (Receipt each : receipts.values())
            if (each.header.kind == kind && !each.header.closed()) return each.header;
        return null;
    }

    synchronized void open(String uuid, Kind kind, String base, Position... positions) {
        receipts.put(uuid, new Receipt(new Header(uuid, base, kind, null, null, "c1", 1000L, null), List.of(positions),
                new HashMap<>(), List.of(), null));
    }

    synchronized void change(String uuid, Map<String, Long> discounts, Position... positions) {
        Receipt old = receipts.get(uuid);
        receipts.put(uuid, new Receipt(old.header, List.of(positions), discounts, List.of(), null));
    }

    /** Applies an answer as the register does; its own rule where there is no map. */
    synchronized void apply(String uuid, Answer answer) {
        if (answer.form != Answer.Form.DATA) return;
        Receipt old = receipts.get(uuid);
        Map<String, Long> discounts = new HashMap<>();
        Answer.Spread spread = (Answer.Spread) answer.data.get("positionUuidToDiscountMap");
        if (spread != null)
            for (Map.Entry<String, BigDecimal> each : spread.entrySet())
                discounts.put(each.getKey(), each.getValue().movePointRight(2).longValueExact());
        Object extra = Json.map(answer.data.get("extra")).get("extra");
        Header header = new Header(uuid, old.header.base, old.header.kind, null, null, "c1", 1000L, (String) extra);
        receipts.put(uuid, new Receipt(header, old.positions, discounts, List.of(), null));
    }

    synchronized void close(String uuid, boolean fiscal) {
        Receipt old = receipts.get(uuid);
        String number = String.valueOf(++documents);
        Header header = new Header(uuid, old.header.base, old.header.kind, number, "7", "c1", 2000L, old.header.extra);
        receipts.put(uuid, new Receipt(header, old.positions, old.discounts, List.of(),
                fiscal ? new FiscalRecord("9960", number, "1", "7") : null));
    }

    synchronized void clear(String uuid) {
        receipts.remove(uuid);
    }

    synchronized Receipt find(String uuid) {
        return receipts.get(uuid);
    }
}
