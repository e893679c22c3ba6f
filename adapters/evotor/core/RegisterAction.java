package tillpoints.evotor.core;

/** What an action of the register means. */
public final class RegisterAction {
    public enum Event {
        OPENED, POSITIONS_CHANGED, DISCOUNT_APPLIED, CLEARED, CLOSED, SHIFT_CLOSED, // broadcasts
        DISCOUNT, DISCOUNT_REQUIRED, BARCODE, PRINT_EXTRA, POSITIONS_MERGED, // questions
        UNKNOWN
    }

    public static final String BROADCASTS = "evotor.intent.action.receipt.";
    public static final String SHIFT = "evotor.intent.action.reports.SESSION_CLOSED";
    public static final String QUESTIONS = "evo.v2.receipt.";
    public static final String BARCODES = "ru.evotor.event.";

    public final Event event;
    public final Kind kind;

    private RegisterAction(Event event, Kind kind) {
        this.event = event;
        this.kind = kind;
    }

    public static RegisterAction read(String action) {
        if (action == null) return new RegisterAction(Event.UNKNOWN, Kind.OTHER);
        if (action.equals(SHIFT)) return new RegisterAction(Event.SHIFT_CLOSED, Kind.OTHER);
        for (Kind kind : new Kind[] {Kind.SALE, Kind.RETURN}) {
            Event event = read(action, kind.word + ".");
            if (event != Event.UNKNOWN) return new RegisterAction(event, kind);
        }
        return new RegisterAction(Event.UNKNOWN, Kind.OTHER);
    }

    private static Event read(String action, String word) {
        if (action.startsWith(BROADCASTS + word)) return broadcast(action.substring(BROADCASTS.length() + word.length()));
        if (action.startsWith(QUESTIONS + word)) return question(action.substring(QUESTIONS.length() + word.length()));
        return action.equals(BARCODES + word + "BARCODE_RECEIVED") ? Event.BARCODE : Event.UNKNOWN;
    }

    private static Event broadcast(String name) {
        if (name.equals("OPENED")) return Event.OPENED;
        if (name.startsWith("POSITION_")) return Event.POSITIONS_CHANGED;
        if (name.equals("APPLY_DISCOUNT_TO_RECEIPT")) return Event.DISCOUNT_APPLIED;
        if (name.equals("CLEARED")) return Event.CLEARED;
        return name.equals("RECEIPT_CLOSED") ? Event.CLOSED : Event.UNKNOWN;
    }

    private static Event question(String name) {
        if (name.equals("receiptDiscount")) return Event.DISCOUNT;
        if (name.equals("receiptDiscountRequiredEvent")) return Event.DISCOUNT_REQUIRED;
        if (name.equals("printExtra.REQUIRED")) return Event.PRINT_EXTRA;
        return name.equals("mergingPositions") ? Event.POSITIONS_MERGED : Event.UNKNOWN;
    }
}
