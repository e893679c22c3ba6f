package tillpoints.evotor.register;

import android.content.Intent;
import android.os.Binder;
import android.os.Bundle;
import android.os.IBinder;
import android.os.Parcel;
import java.util.ArrayList;
import java.util.List;

/** One question to the application: its end of the binder, and every answer that came. */
final class Exchange extends Binder {
    private static final String CALL = "ru.evotor.framework.core.IIntegrationManager";
    private static final String RESPONSE = "ru.evotor.framework.core.IIntegrationManagerResponse";

    private final List<Bundle> answers = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private long asked;

    void call(IBinder service, String action, Bundle bundle) throws Exception {
        Parcel data = Parcel.obtain();
        Parcel reply = Parcel.obtain();
        data.writeInterfaceToken(CALL);
        data.writeStrongBinder(this);
        data.writeString(action);
        data.writeInt(bundle == null ? 0 : 1);
        if (bundle != null) bundle.writeToParcel(data, 0);
        asked = System.nanoTime();
        service.transact(FIRST_CALL_TRANSACTION, data, reply, 0);
        reply.readException();
    }

    @Override
    protected synchronized boolean onTransact(int code, Parcel data, Parcel reply, int flags) {
        data.enforceInterface(RESPONSE);
        if (code != FIRST_CALL_TRANSACTION) throw new IllegalStateException("an error came: " + code);
        answers.add(data.readInt() == 0 ? null : Bundle.CREATOR.createFromParcel(data));
        times.add((System.nanoTime() - asked) / 1_000_000);
        notifyAll();
        return true;
    }

    /** The answer number `which`, or null if it does not come within `patience` milliseconds. */
    synchronized Bundle answer(int which, long patience) throws InterruptedException {
        long end = System.nanoTime() + patience * 1_000_000;
        while (answers.size() <= which) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) return null;
            wait(left);
        }
        return answers.get(which);
    }

    synchronized int count() {
        return answers.size();
    }

    synchronized long millis(int which) {
        return times.get(which);
    }

    static Intent screen(Bundle answer) {
        return answer.getParcelable("intent");
    }
}
