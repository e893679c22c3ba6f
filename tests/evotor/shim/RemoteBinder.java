package tillpoints.evotor.shim;

import android.os.IBinder;
import android.os.Parcel;
import android.os.RemoteException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A binder of another process: a call crosses as bytes, and runs on a binder thread there. */
public final class RemoteBinder implements IBinder {
    private final IBinder end;

    private RemoteBinder(IBinder end) {
        this.end = end;
    }

    public static IBinder to(IBinder binder) {
        return binder instanceof RemoteBinder ? binder : new RemoteBinder(binder);
    }

    @Override
    public boolean transact(int code, Parcel data, Parcel reply, int flags) throws RemoteException {
        Parcel in = data.crossed();
        Parcel out = Parcel.obtain();
        boolean oneway = (flags & FLAG_ONEWAY) != 0;
        Future<Boolean> done = Device.onBinderThread(() -> end.transact(code, in, oneway ? null : out, flags));
        if (oneway) return true;
        try {
            boolean known = done.get();
            if (reply != null) reply.append(out);
            return known;
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException("an exception reached the register's process", failed);
        }
    }
}
