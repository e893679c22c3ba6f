package tillpoints.evotor.core;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as maps, lists, strings, Long for whole numbers, BigDecimal for others, Boolean and null. What comes from
 * outside is bounded in depth; a text that is no JSON is a {@link Malformed}.
 */
public final class Json {
    public static final class Malformed extends Exception {
        Malformed(String what, int at) {
            super(what + " at character " + at);
        }
    }

    private static final int DEEPEST = 32;
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    public static Object parse(String text) throws Malformed {
        Json json = new Json(text);
        Object value = json.value(0);
        json.skipSpace();
        if (json.at != text.length()) throw json.wrong("text after the value");
        return value;
    }

    /** An empty map for what is no JSON object. */
    public static Map<String, Object> object(String text) {
        try {
            return map(text == null ? null : parse(text));
        } catch (Malformed wrong) {
            return new LinkedHashMap<String, Object>();
        }
    }

    /** The value if it is an object, otherwise an empty map. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Object value) {
        return value instanceof Map ? (Map<String, Object>) value : new LinkedHashMap<String, Object>();
    }

    /** The value if it is an array, otherwise an empty list. */
    @SuppressWarnings("unchecked")
    public static List<Object> list(Object value) {
        return value instanceof List ? (List<Object>) value : new ArrayList<Object>();
    }

    public static String text(Object value) {
        return value instanceof String ? (String) value : null;
    }

    public static long number(Object value, long otherwise) {
        return value instanceof Long ? (Long) value : otherwise;
    }

    public static boolean flag(Object value) {
        return Boolean.TRUE.equals(value);
    }

    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof String) {
            quote((String) value, out);
        } else if (value instanceof Map) {
            char before = '{';
            for (Map.Entry<?, ?> each : ((Map<?, ?>) value).entrySet()) {
                out.append(before);
                quote((String) each.getKey(), out);
                out.append(':');
                write(each.getValue(), out);
                before = ',';
            }
            out.append(before == '{' ? "{}" : "}");
        } else if (value instanceof List) {
            char before = '[';
            for (Object each : (List<?>) value) {
                out.append(before);
                write(each, out);
                before = ',';
            }
            out.append(before == '[' ? "[]" : "]");
        } else if (value instanceof BigDecimal) {
            out.append(((BigDecimal) value).toPlainString());
        } else {
            out.append(value); // Long, Integer, Boolean, null
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                out.append(c).append(text.charAt(++i));
            } else if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(Character.isSurrogate(c) ? '\uFFFD' : c); // half a character is not valid UTF-8
            }
        }
        out.append('"');
    }

    private Malformed wrong(String what) {
        return new Malformed(what, at);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private char next() throws Malformed {
        if (at >= text.length()) throw wrong("the text ends too early");
        return text.charAt(at);
    }

    private boolean takes(char wanted) throws Malformed {
        skipSpace();
        if (next() != wanted) return false;
        at++;
        return true;
    }

    private Object value(int depth) throws Malformed {
        if (depth > DEEPEST) throw wrong("too deep");
        skipSpace();
        char c = next();
        if (c == '{') return members(depth);
        if (c == '[') return elements(depth);
        if (c == '"') return string();
        if (c == '-' || (c >= '0' && c <= '9')) return digits();
        if (word("true")) return Boolean.TRUE;
        if (word("false")) return Boolean.FALSE;
        if (word("null")) return null;
        throw wrong("no value");
    }

    private boolean word(String word) {
        if (!text.startsWith(word, at)) return false;
        at += word.length();
        return true;
    }

    private Map<String, Object> members(int depth) throws Malformed {
        Map<String, Object> out = new LinkedHashMap<String, Object>();
        at++;
        if (takes('}')) return out;
        do {
            skipSpace();
            if (next() != '"') throw wrong("no member name");
            String name = string();
            if (!takes(':')) throw wrong("no colon");
            out.put(name, value(depth + 1));
        } while (takes(','));
        if (!takes('}')) throw wrong("no end of the object");
        return out;
    }

    private List<Object> elements(int depth) throws Malformed {
        List<Object> out = new ArrayList<Object>();
        at++;
        if (takes(']')) return out;
        do {
            out.add(value(depth + 1));
        } while (takes(','));
        if (!takes(']')) throw wrong("no end of the array");
        return out;
    }

    private Object digits() throws Malformed {
        int from = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
        String number = text.substring(from, at);
        try {
            if (number.length() < 19 && number.indexOf('.') < 0 && number.indexOf('e') < 0 && number.indexOf('E') < 0)
                return Long.valueOf(number);
            if (number.length() > 64) throw wrong("too many digits");
            BigDecimal decimal = new BigDecimal(number);
            if (Math.abs(decimal.scale()) > 64) throw wrong("too large an exponent");
            return decimal;
        } catch (NumberFormatException notOne) {
            throw wrong("no number");
        }
    }

    private String string() throws Malformed {
        StringBuilder out = new StringBuilder();
        at++;
        for (char c = next(); c != '"'; c = next()) {
            at++;
            out.append(c == '\\' ? escaped() : c);
        }
        at++;
        return out.toString();
    }

    private char escaped() throws Malformed {
        char c = next();
        at++;
        switch (c) {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'u': break;
            default:
                if (c == '"' || c == '\\' || c == '/') return c;
                throw wrong("an unknown escape");
        }
        if (at + 4 > text.length()) throw wrong("the text ends too early");
        try {
            int code = Integer.parseInt(text.substring(at, at + 4), 16);
            at += 4;
            return (char) code;
        } catch (NumberFormatException notHex) {
            throw wrong("no hexadecimal number");
        }
    }
}
