package android.content;

import android.os.Parcel;
import android.os.Parcelable;

public final class ComponentName implements Parcelable {
    public static final Creator<ComponentName> CREATOR = new Creator<>() {
        @Override
        public ComponentName createFromParcel(Parcel source) {
            return new ComponentName(source.readString(), source.readString());
        }

        @Override
        public ComponentName[] newArray(int size) {
            return new ComponentName[size];
        }
    };

    private final String packageName;
    private final String className;

    public ComponentName(String packageName, String className) {
        this.packageName = packageName;
        this.className = className;
    }

    public ComponentName(Context context, Class<?> component) {
        this(context.getPackageName(), component.getName());
    }

    public String getPackageName() {
        return packageName;
    }

    public String getClassName() {
        return className;
    }

    @Override
    public int describeContents() {
        return 0;
    }

    @Override
    public void writeToParcel(Parcel dest, int flags) {
        dest.writeString(packageName);
        dest.writeString(className);
    }
}
