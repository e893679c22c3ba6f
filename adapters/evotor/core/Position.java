package tillpoints.evotor.core;

import java.util.LinkedHashMap;
import java.util.Map;

/** One line of a receipt, as the register's table has it: kopecks and thousandths. */
public final class Position {
    public final String uuid;
    /** The position this one belongs to (a modifier), or null. */
    public final String parent;
    public final String product;
    public final String name;
    /** The register's own word, not the vendor library's reading of it. */
    public final String type;
    public final String mark;
    /** Before and after the position's own discount; the receipt's discount is in neither. */
    public final long fullPrice;
    public final long price;
    public final long thousandths;
    /** Null where the register does not say; 3 is a full settlement. */
    public final Long settlement;
    public final boolean agent;
    public final boolean preferential;

    public Position(String uuid, String parent, String product, String name, String type, String mark, long fullPrice,
            long price, long thousandths, Long settlement, boolean agent, boolean preferential) {
        this.uuid = uuid;
        this.parent = parent;
        this.product = product;
        this.name = name == null ? "" : name;
        this.type = type;
        this.mark = mark;
        this.fullPrice = fullPrice;
        this.price = price;
        this.thousandths = thousandths;
        this.settlement = settlement;
        this.agent = agent;
        this.preferential = preferential;
    }

    /** Null for a row that is no position with an id, a price and a quantity. */
    public static Position read(Row row) {
        String uuid = row.text("POSITION_UUID");
        Long price = row.number("PRICE");
        Long quantity = row.number("QUANTITY");
        if (!Header.usable(uuid) || price == null || quantity == null || price < 0 || quantity <= 0
                || price > Amounts.MOST || quantity > Amounts.MOST)
            return null;
        Long discounted = row.number("PRICE_WITH_DISCOUNT_POSITION");
        boolean own = discounted != null && discounted >= 0 && discounted <= price;
        return new Position(uuid, row.text("PARENT_POSITION_UUID"), row.text("PRODUCT_UUID"), row.text("NAME"),
                row.text("PRODUCT_TYPE"), row.text("MARK"), price, own ? discounted : price, quantity,
                row.number("SETTLEMENT_METHOD"), said(row, "AGENT_TYPE") || said(row, "PRINCIPAL_INN"),
                said(row, "PREFERENTIAL_DISCOUNT"));
    }

    private static boolean said(Row row, String column) {
        String text = row.text(column);
        return text != null && !text.isEmpty();
    }

    public long sum() {
        return Amounts.sum(price, thousandths);
    }

    /** The line of an event, `discount` kopecks of the receipt's own discount below its sum. */
    Map<String, Object> event(long discount, boolean modified, Rules rules) {
        Map<String, Object> line = fiscal(sum() - discount, null);
        line.put("name", name.length() > 255 ? name.substring(0, 255) : name);
        line.put("type", Goods.type(this));
        line.put("marked", marked());
        line.put("excluded", Goods.excluded(this));
        line.put("unredeemable", parent != null || (rules.discountedLinesKeepPrice && (price < fullPrice || discount > 0)));
        line.put("modifiers", modified);
        return line;
    }

    /** The line as it is printed for a sum; the price is the quoted one where that was quoted for this sum. */
    Map<String, Object> fiscal(long sum, Long quotedPrice) {
        Map<String, Object> line = new LinkedHashMap<String, Object>();
        long unit = sum == sum() ? price : Amounts.price(sum, thousandths);
        if (quotedPrice != null && Amounts.sum(quotedPrice, thousandths) == sum) unit = quotedPrice;
        line.put("id", uuid);
        line.put("price", unit);
        line.put("quantity", Amounts.quantity(thousandths));
        line.put("sum", sum);
        return line;
    }

    boolean marked() {
        return mark != null && !mark.isEmpty();
    }
}
