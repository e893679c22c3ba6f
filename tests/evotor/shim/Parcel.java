package android.os;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tillpoints.evotor.shim.RemoteBinder;

/**
 * Bytes and binders between two processes: what was not written in the right form is not read in it. Nothing of the
 * writer's objects reaches the reader but these bytes.
 */
public final class Parcel {
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private List<IBinder> binders = new ArrayList<>();
    private DataInputStream in;

    public static Parcel obtain() {
        return new Parcel();
    }

    public void recycle() {
        bytes = null;
        in = null;
    }

    /** Test only: what the other process gets. */
    public Parcel crossed() {
        Parcel other = new Parcel();
        other.bytes.writeBytes(bytes.toByteArray());
        other.binders = new ArrayList<>(binders);
        return other;
    }

    /** Test only: the bytes of another parcel at the end of this one. */
    public void append(Parcel other) {
        bytes.writeBytes(other.bytes.toByteArray());
        binders.addAll(other.binders);
    }

    void writeRaw(byte[] raw) {
        bytes.writeBytes(raw);
    }

    byte[] raw() {
        return bytes.toByteArray();
    }

    private interface Write {
        void to(DataOutputStream out) throws IOException;
    }

    private interface Read<T> {
        T from(DataInputStream in) throws IOException;
    }

    private void write(Write write) {
        try {
            write.to(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private <T> T read(Read<T> read) {
        if (in == null) in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        try {
            return read.from(in);
        } catch (IOException end) {
            throw new IllegalStateException("the parcel holds something else", end);
        }
    }

    public void writeInt(int value) {
        write(out -> out.writeInt(value));
    }

    public int readInt() {
        return read(DataInputStream::readInt);
    }

    public void writeLong(long value) {
        write(out -> out.writeLong(value));
    }

    public long readLong() {
        return read(DataInputStream::readLong);
    }

    public void writeString(String value) {
        write(out -> {
            byte[] text = value == null ? null : value.getBytes("UTF-16BE");
            out.writeInt(text == null ? -1 : text.length);
            if (text != null) out.write(text);
        });
    }

    public String readString() {
        return read(from -> {
            int length = from.readInt();
            return length < 0 ? null : new String(from.readNBytes(length), "UTF-16BE");
        });
    }

    public void writeByteArray(byte[] value) {
        writeInt(value.length);
        write(out -> out.write(value));
    }

    public byte[] createByteArray() {
        return read(from -> from.readNBytes(from.readInt()));
    }

    public void writeStrongBinder(IBinder value) {
        writeInt(value == null ? -1 : binders.size());
        if (value != null) binders.add(value);
    }

    public IBinder readStrongBinder() {
        int at = readInt();
        return at < 0 ? null : RemoteBinder.to(binders.get(at));
    }

    public void writeInterfaceToken(String descriptor) {
        writeString(descriptor);
    }

    public void enforceInterface(String descriptor) {
        String found = readString();
        if (!descriptor.equals(found)) throw new SecurityException("Binder invocation to an incorrect interface: " + found);
    }

    public void writeNoException() {
        writeInt(0);
    }

    public void readException() {
        if (readInt() != 0) throw new IllegalStateException("the other process threw");
    }

    void writeValue(Object value) {
        if (value == null) {
            writeInt(-1);
        } else if (value instanceof String) {
            writeInt(0);
            writeString((String) value);
        } else if (value instanceof Integer) {
            writeInt(1);
            writeInt((Integer) value);
        } else if (value instanceof Boolean) {
            writeInt(9);
            writeInt((Boolean) value ? 1 : 0);
        } else if (value instanceof Bundle) {
            writeInt(3);
            ((Bundle) value).writeToParcel(this, 0);
        } else if (value instanceof Parcelable) {
            writeInt(4);
            writeString(value.getClass().getName());
            ((Parcelable) value).writeToParcel(this, 0);
        } else if (value instanceof Parcelable[]) {
            writeInt(16);
            writeInt(((Parcelable[]) value).length);
            for (Parcelable each : (Parcelable[]) value) writeValue(each);
        } else if (value instanceof List) {
            writeInt(11);
            writeInt(((List<?>) value).size());
            for (Object each : (List<?>) value) writeValue(each);
        } else if (value instanceof Serializable) {
            writeInt(21);
            writeByteArray(serialized(value));
        } else {
            throw new RuntimeException("Parcel: unable to marshal value " + value);
        }
    }

    private static byte[] serialized(Object value) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new ObjectOutputStream(out).writeObject(value);
            return out.toByteArray();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Object readValue() {
        int kind = readInt();
        switch (kind) {
            case -1: return null;
            case 0: return readString();
            case 1: return readInt();
            case 3: return Bundle.CREATOR.createFromParcel(this);
            case 4: return readParcelable();
            case 9: return readInt() != 0;
            case 11: {
                List<Object> out = new ArrayList<>();
                for (int left = readInt(); left > 0; left--) out.add(readValue());
                return out;
            }
            case 16: {
                Parcelable[] out = new Parcelable[readInt()];
                for (int i = 0; i < out.length; i++) out[i] = (Parcelable) readValue();
                return out;
            }
            case 21: return deserialized(createByteArray());
            default: throw new IllegalStateException("the parcel holds something else: " + kind);
        }
    }

    private Object readParcelable() {
        String name = readString();
        try {
            return ((Parcelable.Creator<?>) Class.forName(name).getField("CREATOR").get(null)).createFromParcel(this);
        } catch (ReflectiveOperationException unknown) {
            throw new BadParcelableException("ClassNotFoundException when unmarshalling: " + name);
        }
    }

    /** Only classes that every process has. */
    private static Object deserialized(byte[] value) {
        try {
            ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(value));
            in.setObjectInputFilter(info -> info.serialClass() == null || info.serialClass().isPrimitive()
                    || info.serialClass().isArray() || info.serialClass().getName().startsWith("java.")
                    ? java.io.ObjectInputFilter.Status.ALLOWED : java.io.ObjectInputFilter.Status.REJECTED);
            return in.readObject();
        } catch (IOException | ClassNotFoundException unknown) {
            throw new RuntimeException("Parcelable encountered IOException reading a Serializable object", unknown);
        }
    }
}
