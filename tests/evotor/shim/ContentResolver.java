package android.content;

import android.database.Cursor;
import android.net.Uri;
import tillpoints.evotor.shim.Device;

public class ContentResolver {
    public final Cursor query(Uri uri, String[] projection, String selection, String[] selectionArgs, String sortOrder) {
        return Device.query(uri.toString(), selectionArgs);
    }
}
