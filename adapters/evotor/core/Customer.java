package tillpoints.evotor.core;

import java.util.Map;

/** What the reply to customer_presented says, for the cashier's screen. */
public final class Customer {
    /** customer, unregistered, offline, rejected, or none where there was no answer. */
    public final String status;
    public final String name;
    public final String tier;
    /** Hundredths of a point; null if it is not known. */
    public final Long points;
    public final Long maximum;
    public final String text;
    public final boolean willAward;

    private Customer(String status, Map<String, Object> who, String text, boolean willAward) {
        this.status = status;
        name = Json.text(who.get("name"));
        tier = Json.text(who.get("tier"));
        points = who.get("points") instanceof Long ? (Long) who.get("points") : null;
        maximum = who.get("max_points") instanceof Long ? (Long) who.get("max_points") : null;
        this.text = text;
        this.willAward = willAward;
    }

    static Customer read(Reply reply) {
        if (reply == null) return new Customer("none", Json.map(null), null, false);
        boolean found = reply.is("customer");
        String text = reply.text("text") != null ? reply.text("text") : reply.text("read_back");
        return new Customer(reply.status(), Json.map(reply.all.get("customer")), text,
                found || Json.flag(reply.all.get("will_award")));
    }

    public boolean known() {
        return willAward;
    }
}
