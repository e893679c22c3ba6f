package tillpoints.evotor.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A redemption that was made and told the register: by how much each position becomes cheaper. */
final class Quote {
    /** One position as it was quoted. `cut` is ours, `kept` is a discount of the register's own. */
    static final class Line {
        final String id;
        final String goods;
        final long price;
        final long thousandths;
        final long sum;
        final long cut;
        final long kept;

        Line(String id, String goods, long price, long thousandths, long sum, long cut, long kept) {
            this.id = id;
            this.goods = goods;
            this.price = price;
            this.thousandths = thousandths;
            this.sum = sum;
            this.cut = cut;
            this.kept = kept;
        }

        Map<String, Object> fiscal() {
            Map<String, Object> line = new LinkedHashMap<String, Object>();
            line.put("id", id);
            line.put("price", price);
            line.put("quantity", Amounts.quantity(thousandths));
            line.put("sum", sum);
            return line;
        }
    }

    final String id;
    final List<Line> lines;
    /** What is written into the receipt, and what a return gives back. */
    final Map<String, Object> extra;

    Quote(String id, List<Line> lines, Map<String, Object> extra) {
        this.id = id;
        this.lines = lines;
        this.extra = extra;
    }

    /** Null where the reply and the receipt do not fit: then nothing of it may reach the register. */
    static Quote read(Reply reply, Receipt receipt, Map<String, Long> kept) {
        List<Line> lines = new ArrayList<Line>();
        long cuts = 0;
        for (Object each : Json.list(reply.all.get("positions"))) {
            Map<String, Object> granted = Json.map(each);
            Position position = receipt.position(String.valueOf(granted.get("id")));
            if (position == null) return null;
            long keeps = kept.containsKey(position.uuid) ? kept.get(position.uuid) : 0;
            long sum = Json.number(granted.get("sum"), -1);
            long cut = position.sum() - keeps - sum;
            if (sum < 0 || cut < 0 || !Amounts.quantity(position.thousandths).equals(granted.get("quantity"))) return null;
            lines.add(new Line(position.uuid, goods(position), Json.number(granted.get("price"), 0),
                    position.thousandths, sum, cut, keeps));
            cuts += cut;
        }
        if (lines.size() != receipt.positions.size() || cuts != Json.number(reply.all.get("discount"), -1)) return null;
        return new Quote(reply.text("quote_id"), lines, Json.map(reply.all.get("extra")));
    }

    /** What makes two positions equal, so that the register may glue them. */
    private static String goods(Position position) {
        return position.product + "|" + position.name + "|" + position.type + "|" + position.fullPrice + "|" + position.price;
    }

    long cut() {
        long sum = 0;
        for (Line each : lines) sum += each.cut;
        return sum;
    }

    long discount() {
        long sum = 0;
        for (Line each : lines) sum += each.cut + each.kept;
        return sum;
    }

    /**
     * Which quoted lines each position of the receipt stands for, or null if the receipt is another cart. The register
     * may glue equal positions, and their ids change: such a position stands for several lines.
     */
    Map<String, List<Line>> covering(Receipt receipt) {
        List<Line> left = new ArrayList<Line>(lines);
        Map<String, List<Line>> out = new LinkedHashMap<String, List<Line>>();
        List<Position> changed = new ArrayList<Position>();
        for (Position position : receipt.positions) {
            Line same = unchanged(position, left);
            if (same == null) {
                changed.add(position);
            } else {
                left.remove(same);
                List<Line> one = new ArrayList<Line>();
                one.add(same);
                out.put(position.uuid, one);
            }
        }
        for (Position position : changed) {
            List<Line> glued = equal(position, left);
            long thousandths = 0;
            for (Line each : glued) thousandths += each.thousandths;
            if (thousandths != position.thousandths) return null;
            left.removeAll(glued);
            out.put(position.uuid, glued);
        }
        return left.isEmpty() ? out : null;
    }

    private static Line unchanged(Position position, List<Line> left) {
        for (Line each : left)
            if (each.id.equals(position.uuid) && each.thousandths == position.thousandths
                    && each.goods.equals(goods(position)))
                return each;
        return null;
    }

    private static List<Line> equal(Position position, List<Line> left) {
        List<Line> out = new ArrayList<Line>();
        for (Line each : left)
            if (each.goods.equals(goods(position))) out.add(each);
        return out;
    }

    /**
     * What of a discount that stands at the register is the register's own, by position, if the rest of it is this
     * quote's; null if it is another discount. Goods may have been taken away since, or glued.
     */
    Map<String, Long> kept(Receipt receipt, long present) {
        Map<String, Long> kept = new LinkedHashMap<String, Long>();
        boolean spread = receipt.discount() == present;
        long sum = 0;
        for (Position position : receipt.positions) {
            long ours = 0;
            long theirs = 0;
            for (Line each : of(position)) {
                ours += each.cut;
                theirs += each.kept;
            }
            if (spread && receipt.discount(position) != ours + theirs) return null;
            if (theirs > 0) kept.put(position.uuid, theirs);
            sum += ours + theirs;
        }
        return sum == present ? kept : null;
    }

    private List<Line> of(Position position) {
        List<Line> out = new ArrayList<Line>();
        for (Line each : lines)
            if (each.id.equals(position.uuid)) out.add(each);
        List<Line> glued = equal(position, lines);
        long thousandths = 0;
        for (Line each : glued) thousandths += each.thousandths;
        return glued.size() > 1 && thousandths == position.thousandths ? glued : out;
    }

    /** True if the register discounts each position exactly as it was told. */
    boolean applied(Receipt receipt) {
        Map<String, List<Line>> covering = covering(receipt);
        if (covering == null) return false;
        for (Position position : receipt.positions) {
            long wanted = 0;
            for (Line each : covering.get(position.uuid)) wanted += each.cut + each.kept;
            if (receipt.discount(position) != wanted) return false;
        }
        return true;
    }

    Map<String, Object> json() {
        List<Object> all = new ArrayList<Object>();
        for (Line each : lines) {
            Map<String, Object> line = each.fiscal();
            line.put("quantity", each.thousandths);
            line.put("goods", each.goods);
            line.put("cut", each.cut);
            line.put("kept", each.kept);
            all.add(line);
        }
        Map<String, Object> out = new LinkedHashMap<String, Object>();
        out.put("id", id);
        out.put("lines", all);
        out.put("extra", extra);
        return out;
    }

    static Quote of(Map<String, Object> json) {
        if (json.isEmpty()) return null;
        List<Line> lines = new ArrayList<Line>();
        for (Object each : Json.list(json.get("lines"))) {
            Map<String, Object> line = Json.map(each);
            lines.add(new Line(Json.text(line.get("id")), Json.text(line.get("goods")), Json.number(line.get("price"), 0),
                    Json.number(line.get("quantity"), 0), Json.number(line.get("sum"), 0),
                    Json.number(line.get("cut"), 0), Json.number(line.get("kept"), 0)));
        }
        return new Quote(Json.text(json.get("id")), lines, Json.map(json.get("extra")));
    }
}
