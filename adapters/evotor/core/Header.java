package tillpoints.evotor.core;

/** What the register says of a receipt as a whole. Number and session are null until it is closed. */
public final class Header {
    public final String uuid;
    /** The sale that a return names, or null. */
    public final String base;
    public final Kind kind;
    public final String number;
    public final String session;
    public final String cashier;
    /** Milliseconds since 1970, or null. */
    public final Long date;
    /** One JSON object for each application, or null. */
    public final String extra;

    public Header(String uuid, String base, Kind kind, String number, String session, String cashier, Long date,
            String extra) {
        this.uuid = uuid;
        this.base = base;
        this.kind = kind;
        this.number = number;
        this.session = session;
        this.cashier = cashier;
        this.date = date;
        this.extra = extra;
    }

    /** Null for a row without a usable id. */
    public static Header read(Row row) {
        String uuid = row.text("UUID");
        if (!usable(uuid)) return null;
        return new Header(uuid, none(row.text("BASE_RECEIPT_UUID")), Kind.ofType(row.text("TYPE")),
                none(row.text("NUMBER")), none(row.text("SESSION_NUMBER")), none(row.text("USER_UUID")),
                row.number("DATE"), none(row.text("EXTRA")));
    }

    /** A receipt id as protocol/EVENTS.md allows it. */
    public static boolean usable(String uuid) {
        return uuid != null && uuid.matches("[A-Za-z0-9_.:-]{1,64}");
    }

    private static String none(String text) {
        return text == null || text.trim().isEmpty() ? null : text.trim();
    }

    public boolean closed() {
        return number != null;
    }
}
