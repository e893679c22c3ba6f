package android.content;

import tillpoints.evotor.shim.Device;

public abstract class BroadcastReceiver {
    public static class PendingResult {
        private final Runnable finished;

        PendingResult(Runnable finished) {
            this.finished = finished;
        }

        public final void finish() {
            finished.run();
        }
    }

    public abstract void onReceive(Context context, Intent intent);

    public final PendingResult goAsync() {
        return new PendingResult(Device.pendingBroadcast());
    }
}
