package tillpoints.evotor.core;

/** The receipts that move points, and all others. */
public enum Kind {
    SALE("SELL", "sell", "sale"), RETURN("PAYBACK", "payback", "return"), OTHER("", "", "");

    /** The register's word in its table of receipts, and in actions and addresses. */
    public final String type;
    public final String word;
    /** The word of protocol/EVENTS.md. */
    public final String event;

    Kind(String type, String word, String event) {
        this.type = type;
        this.word = word;
        this.event = event;
    }

    public static Kind ofType(String type) {
        return SALE.type.equals(type) ? SALE : RETURN.type.equals(type) ? RETURN : OTHER;
    }

    public static Kind ofEvent(String event) {
        return SALE.event.equals(event) ? SALE : RETURN.event.equals(event) ? RETURN : OTHER;
    }
}
