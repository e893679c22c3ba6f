package tillpoints.evotor.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines of a return, under the ids that the goods had in the sale, so that they are found there. */
final class ReturnedLines {
    private ReturnedLines() {}

    static List<Object> of(Receipt back, Receipt sale) {
        Map<String, Long> left = new HashMap<String, Long>();
        if (sale != null)
            for (Position each : sale.positions) left.put(each.uuid, each.thousandths);
        List<Object> lines = new ArrayList<Object>();
        List<String> used = new ArrayList<String>();
        for (Position each : back.positions) {
            long sum = each.sum() - back.discount(each);
            Map<String, Object> line = each.fiscal(sum, null);
            Position sold = sale == null ? null : sold(each, sum, sale, left);
            if (sold != null) {
                left.put(sold.uuid, left.get(sold.uuid) - each.thousandths);
                long soldSum = sold.sum() - sale.discount(sold);
                line = each.fiscal(sum, Amounts.price(soldSum, sold.thousandths));
                line.put("id", sold.uuid);
            }
            if (used.contains((String) line.get("id"))) line.put("id", each.uuid);
            used.add((String) line.get("id"));
            line.put("name", each.name);
            lines.add(line);
        }
        return lines;
    }

    /** The sold position that these goods are: the same product, enough of it left, and if possible at this price. */
    private static Position sold(Position back, long sum, Receipt sale, Map<String, Long> left) {
        Position found = null;
        for (Position each : sale.positions) {
            boolean same = each.uuid.equals(back.uuid)
                    || (each.name.equals(back.name) && (each.product == null ? back.product == null
                            : each.product.equals(back.product)));
            if (!same || left.get(each.uuid) < back.thousandths) continue;
            long price = Amounts.price(each.sum() - sale.discount(each), each.thousandths);
            if (Amounts.sum(price, back.thousandths) == sum) return each;
            if (found == null) found = each;
        }
        return found;
    }

    /** Null: the register does not say which sale it was. */
    static Map<String, Object> original(Receipt back, Receipt sale) {
        if (!Header.usable(back.header.base)) return null;
        Map<String, Object> out = new LinkedHashMap<String, Object>();
        out.put("receipt_id", back.header.base);
        Map<String, Object> extra = sale == null ? Json.map(null) : ours(sale.header.extra);
        if (!extra.isEmpty()) out.put("extra", extra);
        return out;
    }

    /** Our part of the receipt's extra, without what this adapter added. */
    private static Map<String, Object> ours(String extra) {
        Map<String, Object> all = Json.object(extra);
        Map<String, Object> part = new LinkedHashMap<String, Object>(Json.map(all.get("tillpoints")));
        part.remove("quote");
        part.remove("points");
        Map<String, Object> out = new LinkedHashMap<String, Object>();
        if (!part.isEmpty()) out.put("tillpoints", part);
        return out;
    }
}
