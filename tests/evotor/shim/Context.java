package android.content;

import java.io.File;
import tillpoints.evotor.shim.Device;

public abstract class Context {
    public Context getApplicationContext() {
        return Device.application();
    }

    public File getFilesDir() {
        return Device.filesDir();
    }

    public ContentResolver getContentResolver() {
        return new ContentResolver();
    }

    public String getPackageName() {
        return Device.packageName();
    }
}
