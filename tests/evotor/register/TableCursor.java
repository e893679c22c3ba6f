package tillpoints.evotor.register;

import android.database.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of a content provider. As there, one that was closed cannot be read. */
final class TableCursor implements Cursor {
    private final List<Map<String, Object>> rows;
    private final List<String> columns = new ArrayList<>();
    private int at = -1;
    private boolean closed;

    TableCursor(List<Map<String, Object>> rows) {
        this.rows = rows;
        if (!rows.isEmpty()) columns.addAll(rows.get(0).keySet());
    }

    private Object value(int column) {
        if (closed) throw new IllegalStateException("the cursor is closed");
        return rows.get(at).get(columns.get(column));
    }

    @Override
    public boolean moveToNext() {
        return ++at < rows.size();
    }

    @Override
    public int getColumnIndex(String name) {
        return columns.indexOf(name);
    }

    @Override
    public boolean isNull(int column) {
        return value(column) == null;
    }

    @Override
    public String getString(int column) {
        return String.valueOf(value(column));
    }

    @Override
    public long getLong(int column) {
        Object value = value(column);
        return value instanceof Long ? (Long) value : Long.parseLong(String.valueOf(value));
    }

    @Override
    public void close() {
        closed = true;
    }
}
