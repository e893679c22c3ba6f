package tillpoints.evotor.app;

import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.Intent;
import tillpoints.evotor.core.Log;

/** The register's broadcasts. They come on the main thread and are only handed on. */
public final class RegisterReceiver extends BroadcastReceiver {
    @Override
    public void onReceive(Context context, Intent intent) {
        try {
            final PendingResult pending = goAsync();
            Tillpoints.of(context).broadcast(intent.getAction(), Bundles.text(intent.getExtras(), "receiptUuid"),
                    new Runnable() {
                        @Override
                        public void run() {
                            if (pending != null) pending.finish();
                        }
                    });
        } catch (Throwable failure) {
            Tillpoints.LOG.say("a broadcast could not be taken: " + Log.Failures.of(failure));
        }
    }
}
