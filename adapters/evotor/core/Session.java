package tillpoints.evotor.core;

import java.util.LinkedHashMap;
import java.util.Map;

/** What this adapter knows of one receipt. What must outlive the process is in {@link #json}; who the customer is, is not. */
final class Session {
    enum State {
        /** The receipt goes on at the register. */
        OPEN,
        /** Its end is known and not yet stored by the plugin; `end` is the event. */
        ENDING,
        /** Its end is stored, or there is nothing to tell. */
        TOLD
    }

    final String uuid;
    final Kind kind;
    State state = State.OPEN;
    boolean presented;
    Quote quote;
    /** The register was seen to have the quoted discount; before that it may just not have come to it. */
    boolean applied;
    /** A discount of ours that was withdrawn and may still stand at the register. */
    Quote stale;
    /** A redemption may have been made for a request that got no answer. */
    boolean unclear;
    Map<String, Object> end;

    // Of this process only.
    boolean opened;
    /** The register asks by itself on the way to the payment. */
    boolean automatic;
    /** The next question about the discount was announced, so no cashier has touched our icon for it. */
    boolean askedByRegister;
    Customer customer;
    Card card;
    /** The positions that the plugin was told last. */
    Object toldPositions;
    /** When the close was first seen without a fiscal record; 0: not yet. */
    long waitsForFiscalSince;

    Session(String uuid, Kind kind) {
        this.uuid = uuid;
        this.kind = kind;
    }

    Map<String, Object> json() {
        Map<String, Object> out = new LinkedHashMap<String, Object>();
        out.put("receipt", uuid);
        out.put("kind", kind.event);
        out.put("state", state.name());
        if (state == State.TOLD) return out;
        out.put("presented", presented);
        out.put("unclear", unclear);
        out.put("applied", applied);
        if (quote != null) out.put("quote", quote.json());
        if (stale != null) out.put("stale", stale.json());
        if (end != null) out.put("end", end);
        return out;
    }

    /** Null for what is no session. */
    static Session of(Map<String, Object> json) {
        String uuid = Json.text(json.get("receipt"));
        String state = Json.text(json.get("state"));
        if (!Header.usable(uuid) || state == null) return null;
        Session session = new Session(uuid, Kind.ofEvent(Json.text(json.get("kind"))));
        session.state = state.equals("ENDING") ? State.ENDING : state.equals("TOLD") ? State.TOLD : State.OPEN;
        session.presented = Json.flag(json.get("presented"));
        session.unclear = Json.flag(json.get("unclear"));
        session.applied = Json.flag(json.get("applied"));
        session.quote = Quote.of(Json.map(json.get("quote")));
        session.stale = Quote.of(Json.map(json.get("stale")));
        session.end = json.containsKey("end") ? Json.map(json.get("end")) : null;
        return session;
    }
}
