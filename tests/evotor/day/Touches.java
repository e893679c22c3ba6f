package tillpoints.evotor.day;

import android.app.Activity;
import android.view.View;
import android.widget.LinearLayout;
import android.widget.TextView;
import java.util.List;
import tillpoints.evotor.shim.Device;

/** A cashier's fingers and eyes at the application's screen. */
final class Touches {
    private static final long PATIENCE = 15_000;
    private final Activity screen;
    private final List<View> parts;

    Touches(Activity screen) {
        this.screen = screen;
        parts = screen.content() == null ? List.of() : ((LinearLayout) screen.content()).children();
    }

    private TextView text(int at) {
        return (TextView) parts.get(at);
    }

    boolean gone() {
        return screen.destroyed();
    }

    String lines() {
        return text(0).getText().toString();
    }

    boolean asksCustomer() {
        return !gone() && text(2).isEnabled();
    }

    boolean asksAmount() {
        return !gone() && text(3).isEnabled();
    }


    private void touch(int button) throws Exception {
        Device.touch(() -> text(button).performClick());
    }

    private void type(String typed) throws Exception {
        Device.touch(() -> {
            text(1).setText(typed);
            return null;
        });
    }

    /** Types a phone number and waits until the customer is shown; true if points may be spent. */
    boolean find(String phone) throws Exception {
        type(phone);
        touch(2);
        if (!Device.waitFor(() -> gone() || asksAmount() || !lines().contains("Wait") && !lines().contains("Scan"), PATIENCE))
            throw new IllegalStateException("no customer is shown");
        return asksAmount();
    }

    /** "max", "none", or hundredths of a point; waits until the screen has closed. */
    void spend(Object points) throws Exception {
        if (gone()) return;
        if ("max".equals(points) && asksAmount()) {
            touch(3);
        } else {
            if (points instanceof Long && asksAmount()) type((Long) points / 100 + "." + (Long) points % 100 / 10 + (Long) points % 10);
            touch(4);
        }
        if (!Device.waitFor(this::gone, PATIENCE)) throw new IllegalStateException("the screen does not close");
    }

    void leave() throws Exception {
        Device.touch(() -> {
            screen.destroy();
            return null;
        });
    }
}
