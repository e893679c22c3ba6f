package tillpoints.evotor.register;

import android.database.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the register's content provider shows of its receipts. */
final class Tables {
    static final String RECEIPTS = "content://ru.evotor.evotorpos.v2.receipt/";
    static final String FISCAL = "content://ru.evotor.framework.document.fiscal/receipt";

    private Tables() {}

    static Cursor query(Archive archive, String uri, String[] arguments) {
        if (uri.equals(FISCAL)) return fiscal(archive, arguments[0]);
        String[] path = uri.substring(RECEIPTS.length()).split("/");
        if (!path[0].equals("receipts")) return current(archive, path[0].equals("sell") ? "SELL" : "PAYBACK");
        if (path.length == 1) return rows(archive.all(), Tables::header);
        Slip slip = archive.find(path[1]);
        List<Slip> found = slip == null || slip.cleared ? List.of() : List.of(slip);
        if (path.length == 2) return rows(found, Tables::header);
        if (found.isEmpty()) return rows(found, Tables::header);
        switch (path[2]) {
            case "positions": return rows(slip.goods, each -> position(slip, each));
            case "discounts": return rows(new ArrayList<>(slip.discounts.entrySet()), each -> row("POSITION_UUID", each.getKey(), "DISCOUNT", each.getValue()));
            default: return rows(slip.number == null ? List.<Slip>of() : found, Tables::payment);
        }
    }

    private static <T> Cursor rows(List<T> all, Function<T, Map<String, Object>> row) {
        List<Map<String, Object>> out = new ArrayList<>();
        for (T each : all) out.add(row.apply(each));
        return new TableCursor(out);
    }

    private static Map<String, Object> row(Object... namesAndValues) {
        Map<String, Object> out = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) out.put((String) namesAndValues[i], namesAndValues[i + 1]);
        return out;
    }

    private static Cursor current(Archive archive, String type) {
        List<Slip> open = new ArrayList<>();
        for (Slip each : archive.all())
            if (each.type.equals(type) && each.number == null) open.add(each);
        return rows(open, Tables::header);
    }

    private static Map<String, Object> header(Slip slip) {
        return row("UUID", slip.uuid, "BASE_RECEIPT_UUID", slip.base, "USER_UUID", "cashier-1", "NUMBER", slip.number, "TYPE",
                slip.type, "DATE", slip.date, "CLIENT_EMAIL", null, "CLIENT_PHONE", null, "EXTRA", slip.extra,
                "SESSION_NUMBER", slip.number == null ? null : slip.session);
    }

    private static Map<String, Object> position(Slip slip, Goods each) {
        return row("POSITION_UUID", each.uuid, "PARENT_POSITION_UUID", null, "PRODUCT_UUID", each.product, "PRODUCT_TYPE",
                each.type, "NAME", each.name, "PRICE", each.price, "PRICE_WITH_DISCOUNT_POSITION", each.price,
                "QUANTITY", each.thousandths, "MARK", each.mark, "SETTLEMENT_METHOD", 3L);
    }

    private static Map<String, Object> payment(Slip slip) {
        long paid = slip.full() - slip.discount();
        return row("PAYMENT_UUID", "payment-" + slip.uuid, "PAYMENT_TYPE", "CASH", "PAYMENT_VALUE", paid + 1000,
                "PAYMENT_VALUE_BY_PRINT_GROUP", paid + 1000, "PAYMENT_CHANGE_BY_PRINT_GROUP", 1000L);
    }

    private static Cursor fiscal(Archive archive, String uuid) {
        Slip slip = archive.find(uuid);
        if (slip == null || slip.number == null || archive.fiscalIsLate(slip)) return new TableCursor(List.of());
        return new TableCursor(List.of(row("DOCUMENT_NUMBER", slip.number, "CREATION_DATE", "291120262030", "SETTLEMENT_TYPE", 0L,
                "KKT_REGISTRATION_NUMBER", "0001", "SESSION_NUMBER", slip.session, "FISCAL_STORAGE_NUMBER", "9960",
                "FISCAL_IDENTIFIER", 1000 + slip.number, "WAS_PRINTED", 1L)));
    }
}
