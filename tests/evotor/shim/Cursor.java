package android.database;

public interface Cursor {
    boolean moveToNext();

    int getColumnIndex(String columnName);

    boolean isNull(int columnIndex);

    String getString(int columnIndex);

    long getLong(int columnIndex);

    void close();
}
