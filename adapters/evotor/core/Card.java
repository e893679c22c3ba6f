package tillpoints.evotor.core;

import java.util.Map;

/** What identifies a customer: `by` and `value` of customer_presented. Personal data: never logged, never stored. */
public final class Card {
    public final String by;
    public final String value;

    public Card(String by, String value) {
        this.by = by;
        this.value = value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Card && by.equals(((Card) other).by) && value.equals(((Card) other).value);
    }

    @Override
    public int hashCode() {
        return by.hashCode() * 31 + value.hashCode();
    }

    /** The card that a scanned barcode is, or null: then it is goods, and none of our business. */
    public static Card read(String barcode, Map<String, String> prefixes) {
        if (barcode == null || barcode.length() > 256) return null;
        for (Map.Entry<String, String> each : prefixes.entrySet()) {
            String rest = barcode.startsWith(each.getValue()) ? barcode.substring(each.getValue().length()).trim() : "";
            if (!rest.isEmpty()) return new Card(each.getKey(), rest);
        }
        return null;
    }
}
