package android.view;

import android.content.Context;

public class View {
    public interface OnClickListener {
        void onClick(View v);
    }

    private OnClickListener listener;
    private volatile boolean enabled = true;

    public View(Context context) {}

    public void setOnClickListener(OnClickListener l) {
        listener = l;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
        tillpoints.evotor.shim.Device.changed();
    }

    public boolean isEnabled() {
        return enabled;
    }

    public boolean performClick() {
        if (enabled && listener != null) listener.onClick(this);
        return enabled && listener != null;
    }
}
