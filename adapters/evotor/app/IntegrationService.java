package tillpoints.evotor.app;

import android.app.Service;
import android.content.Intent;
import android.os.Binder;
import android.os.Bundle;
import android.os.IBinder;
import android.os.Parcel;
import android.os.RemoteException;
import tillpoints.evotor.core.Answer;
import tillpoints.evotor.core.Log;
import tillpoints.evotor.core.OnceAnswer;
import tillpoints.evotor.core.Question;

/** Where the register asks: one service for all its actions, by raw binder transactions. */
public final class IntegrationService extends Service {
    static final String DESCRIPTOR = "ru.evotor.framework.core.IIntegrationManager";
    private static final int CALL = IBinder.FIRST_CALL_TRANSACTION;

    @Override
    public IBinder onBind(Intent intent) {
        return new Binder() {
            @Override
            protected boolean onTransact(int code, Parcel data, Parcel reply, int flags) throws RemoteException {
                if (code != CALL) return super.onTransact(code, data, reply, flags);
                take(data);
                if (reply != null) reply.writeNoException();
                return true;
            }
        };
    }

    /** An exception that left this method would reach the register's own process. */
    private void take(Parcel data) {
        OnceAnswer.Sink sink = null;
        try {
            data.enforceInterface(DESCRIPTOR);
            IBinder response = data.readStrongBinder();
            if (response == null) return;
            sink = new ResponseSink(response, getApplicationContext());
            String action = data.readString();
            Bundle in = data.readInt() == 0 ? null : Bundle.CREATOR.createFromParcel(data);
            Tillpoints.of(this).ask(question(action, in), sink);
        } catch (Throwable failure) {
            Tillpoints.LOG.say("a question could not be taken: " + Log.Failures.of(failure));
            if (sink != null) new OnceAnswer(sink, Tillpoints.LOG).give(Answer.SKIP);
        }
    }

    private static Question question(String action, Bundle in) {
        return new Question(action, Bundles.text(in, "receiptUuid"), Bundles.text(in, "discount"),
                Bundles.text(in, "key_barcode_extra"), Bundles.flag(in, "key_create_product_extra"));
    }
}
