package android.app;

import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.view.View;
import tillpoints.evotor.shim.Device;

/** A screen. `launch`, `content` and `destroyed` are for tests. */
public class Activity extends Context {
    private Intent intent;
    private View content;
    private boolean finishing;
    private volatile boolean destroyed;

    public final void launch(Intent by) {
        intent = by;
        onCreate(null);
    }

    public final View content() {
        return content;
    }

    public final boolean destroyed() {
        return destroyed;
    }

    /** The system takes the screen away, as when the cashier leaves it. */
    public final void destroy() {
        if (destroyed) return;
        destroyed = true;
        onDestroy();
        Device.changed();
    }

    protected void onCreate(Bundle savedInstanceState) {}

    protected void onDestroy() {}

    public Intent getIntent() {
        return intent;
    }

    public void setTitle(CharSequence title) {}

    public void setContentView(View view) {
        content = view;
    }

    public final void runOnUiThread(Runnable action) {
        Device.onMainThread(action);
    }

    public void finish() {
        finishing = true;
        Device.onMainThread(this::destroy);
    }

    public boolean isFinishing() {
        return finishing;
    }

    public boolean isChangingConfigurations() {
        return false;
    }
}
