package tillpoints.evotor.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The plugin as far as this adapter can tell: what it redeemed, and what it was told of receipts. Its faults are ordered. */
final class ModelPlugin implements Engine {
    enum Fault { NONE, THROWS, TAKES_NOTHING, LOSES_EVENT, LOSES_REPLY, SLOW, LATE, NOT_STORED, NONSENSE }

    final List<Map<String, Object>> events = new ArrayList<>();
    final Map<String, Long> redeemed = new HashMap<>();
    final Map<String, Map<String, Object>> ends = new LinkedHashMap<>();
    private final Map<String, Object> opened = new HashMap<>();
    private final Map<String, Long> told = new HashMap<>();
    private final Set<String> confirmed = new HashSet<>();
    /** A redemption is refused until the customer has said 4711. */
    volatile boolean wantsConfirmation;
    private Fault fault = Fault.NONE;
    private int faultAt = -1;
    private boolean lasts;

    /** The event number `at` (from 0) meets the fault; every later one too if it `lasts`. */
    synchronized void order(Fault fault, int at, boolean lasts) {
        this.fault = fault;
        faultAt = at;
        this.lasts = lasts;
    }

    synchronized int count() {
        return events.size();
    }

    @Override
    public boolean submit(byte[] event, String key, int deadlineMs, ReplyTo replyTo) {
        Map<String, Object> read = Json.object(new String(event, Reply.UTF_8));
        Fault now;
        String reply;
        synchronized (this) {
            int at = events.size();
            events.add(read);
            now = at == faultAt || (lasts && faultAt >= 0 && at > faultAt) ? fault : Fault.NONE;
            if (now == Fault.THROWS) throw new IllegalStateException("the engine fails");
            if (now == Fault.TAKES_NOTHING) return false;
            boolean lost = now == Fault.LOSES_EVENT || now == Fault.NOT_STORED;
            reply = lost ? "{\"status\":\"not_stored\"}" : answer(read);
        }
        if (now == Fault.LOSES_EVENT || now == Fault.LOSES_REPLY) return true;
        String told = now == Fault.NONSENSE ? "[]]" : reply;
        if (now == Fault.NONE || now == Fault.NOT_STORED || now == Fault.NONSENSE) replyTo.reply(told.getBytes(Reply.UTF_8));
        else later(now == Fault.SLOW ? deadlineMs * 3 / 4 : deadlineMs + 400, told, replyTo);
        return true;
    }

    private static void later(long after, String reply, ReplyTo replyTo) {
        Thread thread = new Thread(() -> {
            try {
                Thread.sleep(after);
            } catch (InterruptedException ended) {
                return;
            }
            replyTo.reply(reply.getBytes(Reply.UTF_8));
        });
        thread.setDaemon(true);
        thread.start();
    }

    private String answer(Map<String, Object> event) {
        String receipt = Json.text(event.get("receipt_id"));
        String name = Json.text(event.get("event"));
        if (name.equals("register_started")) return "{\"status\":\"ok\",\"in_doubt\":[]}";
        if (name.equals("shift_closed")) return "{\"status\":\"ok\",\"summary\":{}}";
        if (name.equals("receipt_opened")) {
            opened.put(receipt, true);
            return "{\"status\":\"ok\"}";
        }
        if (!opened.containsKey(receipt)) return "{\"status\":\"error\",\"error\":{\"code\":\"unknown_receipt\"}}";
        if (ends.containsKey(receipt) && !name.endsWith("closed") && !name.equals("receipt_cancelled"))
            return "{\"status\":\"error\",\"error\":{\"code\":\"receipt_finished\"}}";
        switch (name) {
            case "customer_presented":
                return "{\"status\":\"customer\",\"customer\":{\"name\":\"Anna\",\"tier\":\"Gold\",\"points\":50000,\"max_points\":900}}";
            case "discount_requested": return discount(receipt, event);
            case "confirmation_requested": return confirmation(receipt, event);
            case "payment_abandoned":
                redeemed.put(receipt, 0L);
                return "{\"status\":\"withdrawn\",\"show_code_again\":false}";
            case "print_requested": return "{\"status\":\"ok\",\"lines\":[\"Points\",\"\"],\"barcodes\":[{\"type\":\"QR_CODE\",\"value\":\"x\"}]}";
            case "receipt_closed": close(receipt, event); break;
            default: ends.putIfAbsent(receipt, event);
        }
        if (name.equals("receipt_cancelled")) redeemed.put(receipt, 0L);
        return "{\"status\":\"stored\"}";
    }

    private String confirmation(String receipt, Map<String, Object> event) {
        if (!event.containsKey("value")) return "{\"status\":\"waiting\",\"by\":\"pin\",\"text\":\"Waiting for the customer\"}";
        if (!"4711".equals(event.get("value")))
            return "{\"status\":\"refused\",\"reason\":\"confirmation_wrong\",\"text\":\"Wrong PIN\"}";
        confirmed.add(receipt);
        return "{\"status\":\"confirmed\",\"granted\":100}";
    }

    /** Ten per cent of each line, in whole kopecks of its price. A request for the same cart changes nothing. */
    private String discount(String receipt, Map<String, Object> event) {
        List<Object> lines = new ArrayList<>();
        long discount = 0;
        boolean spends = !"none".equals(event.get("points"));
        for (Object each : Json.list(event.get("positions"))) {
            Map<String, Object> position = Json.map(each);
            long price = (Long) position.get("price");
            long thousandths = new java.math.BigDecimal((String) position.get("quantity")).movePointRight(3).longValueExact();
            long cut = spends ? price / 10 : 0;
            long sum = cut == 0 ? (Long) position.get("sum") : Amounts.sum(price - cut, thousandths);
            discount += (Long) position.get("sum") - sum;
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("id", position.get("id"));
            line.put("price", price - cut);
            line.put("quantity", position.get("quantity"));
            line.put("sum", sum);
            lines.add(line);
        }
        told.put(receipt, (Long) event.get("total"));
        int quote = (Json.write(event.get("positions")) + event.get("points")).hashCode();
        if (wantsConfirmation && discount > 0 && !confirmed.contains(receipt))
            return "{\"status\":\"refused\",\"reason\":\"confirmation_required\",\"quote\":{\"quote_id\":\"" + quote + "\"}}";
        redeemed.put(receipt, discount);
        return "{\"status\":\"granted\",\"quote_id\":\"" + quote
                + "\",\"discount\":" + discount + ",\"positions\":" + Json.write(lines)
                + ",\"extra\":{\"tillpoints\":{\"number\":\"" + receipt + "/1\"}}}";
    }

    /** A redemption whose discount is not on paper is withdrawn. */
    private void close(String receipt, Map<String, Object> event) {
        if (ends.putIfAbsent(receipt, event) != null) return;
        long printed = told.getOrDefault(receipt, 0L) - Receipt.total(Json.list(event.get("positions")));
        if (printed <= 0) redeemed.put(receipt, 0L);
    }

    @Override
    public String status() {
        return null;
    }

    @Override
    public void close() {}
}
