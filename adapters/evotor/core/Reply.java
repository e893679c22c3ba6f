package tillpoints.evotor.core;

import java.nio.charset.Charset;
import java.util.Map;

/** A reply of the plugin (protocol/EVENTS.md). */
public final class Reply {
    static final Charset UTF_8 = Charset.forName("UTF-8");

    public final Map<String, Object> all;

    private Reply(Map<String, Object> all) {
        this.all = all;
    }

    /** Null for no reply, and for what is none. */
    static Reply read(byte[] json) {
        if (json == null) return null;
        Map<String, Object> all = Json.object(new String(json, UTF_8));
        return all.get("status") instanceof String ? new Reply(all) : null;
    }

    String status() {
        return text("status");
    }

    boolean is(String... statuses) {
        for (String each : statuses)
            if (each.equals(status())) return true;
        return false;
    }

    String text(String member) {
        return Json.text(all.get(member));
    }

    /** The error's code, or "". */
    String error() {
        String code = Json.text(Json.map(all.get("error")).get("code"));
        return code == null ? "" : code;
    }

    boolean asksAgain() {
        return is("not_stored") || error().equals("shutting_down");
    }
}
