package tillpoints.evotor.app;

import android.database.Cursor;
import tillpoints.evotor.core.Row;

/** The row at which a cursor stands. */
final class CursorRow implements Row {
    private final Cursor cursor;

    CursorRow(Cursor cursor) {
        this.cursor = cursor;
    }

    @Override
    public String text(String column) {
        int index = cursor.getColumnIndex(column);
        return index < 0 || cursor.isNull(index) ? null : cursor.getString(index);
    }

    @Override
    public Long number(String column) {
        int index = cursor.getColumnIndex(column);
        return index < 0 || cursor.isNull(index) ? null : Long.valueOf(cursor.getLong(index));
    }
}
