package tillpoints.evotor.core;

import java.util.LinkedHashMap;
import java.util.Map;

/** The adapter's settings, read from tillpoints.json in the application's folder (README.md has the table). */
public final class Settings {
    /** What happens on the way to the payment where the register asks by itself and the customer is known. */
    public enum Spending { SCREEN, MAX, NONE }

    private static final String HIDDEN = "(kept)";
    private final Map<String, Object> all;

    public Settings(Map<String, Object> all) {
        this.all = all;
    }

    /** The members of one section, empty if there is none. */
    public Map<String, Object> section(String name) {
        return Json.map(all.get(name));
    }

    public String engine() {
        String engine = Json.text(all.get("engine"));
        return engine == null ? "jni" : engine;
    }

    public String language() {
        String language = Json.text(all.get("language"));
        return language == null ? "ru" : language;
    }

    public String registerName() {
        return Json.text(all.get("register"));
    }

    public Spending spending() {
        String word = Json.text(all.get("spending"));
        return "max".equals(word) ? Spending.MAX : "none".equals(word) ? Spending.NONE : Spending.SCREEN;
    }

    public boolean screenWithoutCustomer() {
        return Json.flag(all.get("screen_without_customer"));
    }

    public Rules rules() {
        return new Rules(Json.flag(all.get("discounted_lines_keep_price")));
    }

    /** How long the register waits for us at most; then it is told to go on without us. */
    public int answerMs() {
        return bounded("answer_ms", 4000, 500, 20000);
    }

    /** How long the plugin may take for one answer; a report is repeated and may be given up earlier. */
    public int questionMs() {
        return Math.min(bounded("question_ms", 3000, 200, 15000), answerMs() - 200);
    }

    public int reportMs() {
        return Math.min(1500, questionMs());
    }

    /** How long a closed receipt waits for its fiscal record before it is reported without one. */
    public int fiscalWaitMs() {
        return bounded("fiscal_wait_ms", 4000, 0, 60000);
    }

    /** How often open receipts are looked at without a broadcast, because one may have been lost. */
    public int lookAgainMs() {
        return bounded("look_again_ms", 60000, 500, 3600000);
    }

    public int printWidth() {
        return bounded("print_width", 32, 24, 64);
    }

    private int bounded(String name, int otherwise, int least, int most) {
        return (int) Math.max(least, Math.min(most, Json.number(all.get(name), otherwise)));
    }

    /** The beginnings of barcodes that are ours: `by` of customer_presented to prefix. */
    public Map<String, String> cardPrefixes() {
        Map<String, String> out = new LinkedHashMap<String, String>();
        for (Map.Entry<String, Object> each : section("card_prefixes").entrySet()) {
            String prefix = Json.text(each.getValue());
            if (prefix != null && !prefix.isEmpty()) out.put(each.getKey(), prefix);
        }
        return out;
    }

    /** The settings as a technician may read them on the screen: without the daemon's token. */
    public static Map<String, Object> shown(Map<String, Object> stored) {
        return withToken(stored, HIDDEN);
    }

    /** What was typed over {@link #shown}, with the token where it was left as it was. */
    public static Map<String, Object> typed(Map<String, Object> typed, Map<String, Object> stored) {
        boolean left = HIDDEN.equals(Json.map(typed.get("http")).get("token"));
        return left ? withToken(typed, Json.map(stored.get("http")).get("token")) : typed;
    }

    private static Map<String, Object> withToken(Map<String, Object> settings, Object token) {
        Map<String, Object> http = new LinkedHashMap<String, Object>(Json.map(settings.get("http")));
        if (!http.containsKey("token")) return settings;
        http.put("token", token);
        Map<String, Object> out = new LinkedHashMap<String, Object>(settings);
        out.put("http", http);
        return out;
    }
}
