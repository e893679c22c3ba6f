package tillpoints.evotor.core;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the register is told. The fields of data are String, Boolean, Integer, a Component, a nested Map, a List of Maps,
 * or a {@link Spread}, which the register takes as it is.
 */
public final class Answer {
    public enum Form { SKIP, DATA, SCREEN }

    /** A field whose value only the shell knows. */
    public enum Component { THIS_SERVICE }

    /** Position to roubles: a serialized map in the register's bundle. */
    public static final class Spread extends HashMap<String, BigDecimal> {
        private static final long serialVersionUID = 1L;
    }

    public static final Answer SKIP = new Answer(Form.SKIP, new LinkedHashMap<String, Object>(), null);

    public final Form form;
    public final Map<String, Object> data;
    /** The token under which the real answer waits for the screen. */
    public final String token;

    private Answer(Form form, Map<String, Object> data, String token) {
        this.form = form;
        this.data = data;
        this.token = token;
    }

    public static Answer data(Map<String, Object> data) {
        return new Answer(Form.DATA, data, null);
    }

    public static Answer screen(String token) {
        return new Answer(Form.SCREEN, new LinkedHashMap<String, Object>(), token);
    }
}
