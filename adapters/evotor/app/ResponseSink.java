package tillpoints.evotor.app;

import android.content.ComponentName;
import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.os.IBinder;
import android.os.Parcel;
import android.os.RemoteException;
import tillpoints.evotor.core.Answer;
import tillpoints.evotor.core.OnceAnswer;

/** The register's end of a question: a binder that takes one answer. */
final class ResponseSink implements OnceAnswer.Sink {
    static final String DESCRIPTOR = "ru.evotor.framework.core.IIntegrationManagerResponse";
    private static final int ON_RESULT = IBinder.FIRST_CALL_TRANSACTION;

    private final IBinder response;
    private final Context context;

    ResponseSink(IBinder response, Context context) {
        this.response = response;
        this.context = context;
    }

    @Override
    public void send(Answer answer) throws RemoteException {
        Bundle envelope = new Bundle();
        switch (answer.form) {
            case DATA:
                envelope.putBundle("data", Bundles.of(answer.data, new ComponentName(context, IntegrationService.class)));
                break;
            case SCREEN:
                Intent screen = new Intent(context, CashierActivity.class);
                screen.putExtra(CashierActivity.TOKEN, answer.token);
                envelope.putParcelable("intent", screen);
                break;
            default:
                envelope.putBoolean("skip", true);
        }
        Parcel data = Parcel.obtain();
        try {
            data.writeInterfaceToken(DESCRIPTOR);
            data.writeInt(1);
            envelope.writeToParcel(data, 0);
            response.transact(ON_RESULT, data, null, IBinder.FLAG_ONEWAY);
        } finally {
            data.recycle();
        }
    }
}
