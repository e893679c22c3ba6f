package tillpoints.evotor.app;

import android.content.ContentResolver;
import android.database.Cursor;
import android.net.Uri;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tillpoints.evotor.core.FiscalRecord;
import tillpoints.evotor.core.Header;
import tillpoints.evotor.core.Kind;
import tillpoints.evotor.core.Position;
import tillpoints.evotor.core.Receipt;
import tillpoints.evotor.core.Register;
import tillpoints.evotor.core.Row;

/** The register's content provider. A query without an answer says nothing, and is not an empty table. */
final class RegisterTables implements Register {
    private static final Uri BASE = Uri.parse("content://ru.evotor.evotorpos.v2.receipt");
    private static final Uri RECEIPTS = Uri.withAppendedPath(BASE, "receipts");
    private static final Uri FISCAL = Uri.parse("content://ru.evotor.framework.document.fiscal/receipt");

    private final ContentResolver resolver;

    RegisterTables(ContentResolver resolver) {
        this.resolver = resolver;
    }

    private interface Read<T> {
        T read(Row row);
    }

    private static final Read<Header> HEADER = new Read<Header>() {
        @Override
        public Header read(Row row) {
            return Header.read(row);
        }
    };
    private static final Read<Position> POSITION = new Read<Position>() {
        @Override
        public Position read(Row row) {
            return Position.read(row);
        }
    };
    private static final Read<Receipt.Payment> PAYMENT = new Read<Receipt.Payment>() {
        @Override
        public Receipt.Payment read(Row row) {
            return Receipt.Payment.read(row);
        }
    };
    private static final Read<FiscalRecord> RECORD = new Read<FiscalRecord>() {
        @Override
        public FiscalRecord read(Row row) {
            return FiscalRecord.read(row);
        }
    };

    @Override
    public List<Header> headers() throws Unreadable {
        return rows(RECEIPTS, null, HEADER);
    }

    @Override
    public Header current(Kind kind) throws Unreadable {
        List<Header> found = rows(Uri.withAppendedPath(BASE, kind.word), null, HEADER);
        if (found.isEmpty()) return null;
        Header header = found.get(0);
        // The register may leave the type out, because the address says it.
        return header.kind == kind ? header : new Header(header.uuid, header.base, kind, header.number, header.session,
                header.cashier, header.date, header.extra);
    }

    @Override
    public Receipt receipt(String uuid) throws Unreadable {
        Uri place = Uri.withAppendedPath(RECEIPTS, uuid);
        List<Header> headers = rows(place, null, HEADER);
        if (headers.isEmpty()) return null;
        List<FiscalRecord> records = fiscal(uuid);
        return new Receipt(headers.get(0), rows(Uri.withAppendedPath(place, "positions"), null, POSITION),
                discounts(Uri.withAppendedPath(place, "discounts")),
                rows(Uri.withAppendedPath(place, "payments"), null, PAYMENT), records.isEmpty() ? null : records.get(0));
    }

    /** A register that has no such table is an old one. */
    private List<FiscalRecord> fiscal(String uuid) {
        try {
            return rows(FISCAL, new String[] {uuid}, RECORD);
        } catch (Unreadable old) {
            return new ArrayList<FiscalRecord>();
        }
    }

    private Map<String, Long> discounts(Uri place) throws Unreadable {
        final Map<String, Long> out = new HashMap<String, Long>();
        rows(place, null, new Read<Object>() {
            @Override
            public Object read(Row row) {
                Long discount = row.number("DISCOUNT");
                if (row.text("POSITION_UUID") != null && discount != null) out.put(row.text("POSITION_UUID"), discount);
                return null;
            }
        });
        return out;
    }

    private <T> List<T> rows(Uri place, String[] arguments, Read<T> read) throws Unreadable {
        Cursor cursor = null;
        try {
            cursor = resolver.query(place, null, null, arguments, null);
            if (cursor == null) throw new Unreadable("the register does not answer", new NullPointerException());
            List<T> out = new ArrayList<T>();
            Row row = new CursorRow(cursor);
            while (cursor.moveToNext()) {
                T value = read.read(row);
                if (value != null) out.add(value);
            }
            return out;
        } catch (RuntimeException failure) {
            throw new Unreadable("the register's table cannot be read", failure);
        } finally {
            if (cursor != null) cursor.close();
        }
    }
}
