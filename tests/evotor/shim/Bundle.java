package android.os;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keys and values. One that came from another process stays bytes until a key is asked for. */
public final class Bundle implements Parcelable {
    public static final Creator<Bundle> CREATOR = new Creator<>() {
        @Override
        public Bundle createFromParcel(Parcel source) {
            Bundle bundle = new Bundle();
            bundle.packed = source.createByteArray();
            return bundle;
        }

        @Override
        public Bundle[] newArray(int size) {
            return new Bundle[size];
        }
    };

    private Map<String, Object> values = new LinkedHashMap<>();
    private byte[] packed;

    private Map<String, Object> values() {
        if (packed == null) return values;
        Parcel parcel = Parcel.obtain();
        parcel.writeRaw(packed);
        Map<String, Object> read = new LinkedHashMap<>();
        for (int left = parcel.readInt(); left > 0; left--) {
            String key = parcel.readString();
            read.put(key, parcel.readValue());
        }
        values = read;
        packed = null;
        return values;
    }

    @Override
    public void writeToParcel(Parcel dest, int flags) {
        if (packed != null) {
            dest.writeByteArray(packed);
            return;
        }
        Parcel parcel = Parcel.obtain();
        parcel.writeInt(values.size());
        values.forEach((key, value) -> {
            parcel.writeString(key);
            parcel.writeValue(value);
        });
        dest.writeByteArray(parcel.raw());
    }

    @Override
    public int describeContents() {
        return 0;
    }

    private <T> T get(String key, Class<T> kind) {
        Object value = values().get(key);
        return kind.isInstance(value) ? kind.cast(value) : null;
    }

    public boolean containsKey(String key) {
        return values().containsKey(key);
    }

    public void putString(String key, String value) {
        values().put(key, value);
    }

    public String getString(String key) {
        return get(key, String.class);
    }

    public void putInt(String key, int value) {
        values().put(key, value);
    }

    public int getInt(String key) {
        Integer value = get(key, Integer.class);
        return value == null ? 0 : value;
    }

    public void putBoolean(String key, boolean value) {
        values().put(key, value);
    }

    public boolean getBoolean(String key) {
        return Boolean.TRUE.equals(get(key, Boolean.class));
    }

    public void putBundle(String key, Bundle value) {
        values().put(key, value);
    }

    public Bundle getBundle(String key) {
        return get(key, Bundle.class);
    }

    public void putParcelable(String key, Parcelable value) {
        values().put(key, value);
    }

    @SuppressWarnings("unchecked")
    public <T extends Parcelable> T getParcelable(String key) {
        return (T) get(key, Parcelable.class);
    }

    public void putParcelableArray(String key, Parcelable[] value) {
        values().put(key, value);
    }

    public Parcelable[] getParcelableArray(String key) {
        return get(key, Parcelable[].class);
    }

    public void putParcelableArrayList(String key, java.util.ArrayList<? extends Parcelable> value) {
        values().put(key, value);
    }

    public void putSerializable(String key, java.io.Serializable value) {
        values().put(key, value);
    }

    public java.io.Serializable getSerializable(String key) {
        return get(key, java.io.Serializable.class);
    }
}
