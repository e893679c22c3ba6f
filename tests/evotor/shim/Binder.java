package android.os;

/** The end in its own process. Another process has a {@link tillpoints.evotor.shim.RemoteBinder} to it. */
public class Binder implements IBinder {
    protected boolean onTransact(int code, Parcel data, Parcel reply, int flags) throws RemoteException {
        return false;
    }

    @Override
    public final boolean transact(int code, Parcel data, Parcel reply, int flags) throws RemoteException {
        return onTransact(code, data, reply, flags);
    }
}
