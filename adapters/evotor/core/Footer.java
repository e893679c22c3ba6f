package tillpoints.evotor.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is printed of loyalty on a sale: below the total, as text and QR codes. */
final class Footer {
    private Footer() {}

    /** SKIP where nothing is to be printed: the register's printing fails on an empty element. */
    static Answer of(Reply reply) {
        if (reply == null || !reply.is("ok")) return Answer.SKIP;
        List<Object> printables = new ArrayList<Object>();
        for (Object each : Json.list(reply.all.get("lines"))) {
            String line = Json.text(each);
            if (line != null && !line.trim().isEmpty()) printables.add(printable("TEXT", line, null));
        }
        for (Object each : Json.list(reply.all.get("barcodes"))) {
            String value = Json.text(Json.map(each).get("value"));
            boolean code = "QR_CODE".equals(Json.map(each).get("type")) && value != null && !value.isEmpty();
            if (code) printables.add(printable("BARCODE", value, "QR_CODE"));
        }
        return printables.isEmpty() ? Answer.SKIP : Answer.data(fields(printables));
    }

    private static Map<String, Object> printable(String type, String text, String barcode) {
        Map<String, Object> out = new LinkedHashMap<String, Object>();
        out.put("printableType", type);
        out.put("printableText", text);
        if (barcode != null) out.put("printableBarcodeType", barcode);
        return out;
    }

    private static Map<String, Object> fields(List<Object> printables) {
        Map<String, Object> place = new LinkedHashMap<String, Object>();
        place.put("type", "PRINT_GROUP_SUMMARY");
        Map<String, Object> array = new LinkedHashMap<String, Object>();
        array.put("printablesArray", printables);
        Map<String, Object> change = new LinkedHashMap<String, Object>();
        change.put("printPlace", place);
        change.put("printables", array);
        Map<String, Object> typed = new LinkedHashMap<String, Object>();
        typed.put("type", "SET_PRINT_EXTRA");
        typed.put("change", change);
        List<Object> all = new ArrayList<Object>();
        all.add(typed);
        Map<String, Object> out = new LinkedHashMap<String, Object>();
        out.put("printExtras", all);
        return out;
    }
}
