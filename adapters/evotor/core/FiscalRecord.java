package tillpoints.evotor.core;

import java.util.LinkedHashMap;
import java.util.Map;

/** The proof that a receipt is in the fiscal storage, and its natural key. */
public final class FiscalRecord {
    public final String drive;
    public final String document;
    public final String sign;
    public final String session;

    public FiscalRecord(String drive, String document, String sign, String session) {
        this.drive = drive;
        this.document = document;
        this.sign = sign;
        this.session = session;
    }

    public static FiscalRecord read(Row row) {
        return new FiscalRecord(row.text("FISCAL_STORAGE_NUMBER"), row.text("DOCUMENT_NUMBER"),
                row.text("FISCAL_IDENTIFIER"), row.text("SESSION_NUMBER"));
    }

    Map<String, Object> event(String number) {
        Map<String, Object> out = new LinkedHashMap<String, Object>();
        put(out, "drive", drive);
        put(out, "document", document);
        put(out, "sign", sign);
        put(out, "number", number);
        return out;
    }

    private static void put(Map<String, Object> out, String name, String value) {
        if (value != null && !value.isEmpty() && value.length() <= 64) out.put(name, value);
    }
}
