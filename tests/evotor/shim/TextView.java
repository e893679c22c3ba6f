package android.widget;

import android.content.Context;
import android.view.View;

public class TextView extends View {
    private volatile String text = "";
    private volatile String hint = "";

    public TextView(Context context) {
        super(context);
    }

    public final void setText(CharSequence text) {
        this.text = text.toString();
        tillpoints.evotor.shim.Device.changed();
    }

    public CharSequence getText() {
        return text;
    }

    public final void setHint(CharSequence hint) {
        this.hint = hint.toString();
    }

    public CharSequence getHint() {
        return hint;
    }

    public void setInputType(int type) {}
}
