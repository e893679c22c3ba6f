package android.content;

import android.os.Bundle;
import android.os.Parcel;
import android.os.Parcelable;

public class Intent implements Parcelable {
    public static final Creator<Intent> CREATOR = new Creator<>() {
        @Override
        public Intent createFromParcel(Parcel source) {
            Intent intent = new Intent(source.readString());
            if (source.readInt() != 0) intent.component = ComponentName.CREATOR.createFromParcel(source);
            intent.extras = Bundle.CREATOR.createFromParcel(source);
            return intent;
        }

        @Override
        public Intent[] newArray(int size) {
            return new Intent[size];
        }
    };

    private final String action;
    private ComponentName component;
    private Bundle extras = new Bundle();

    public Intent(String action) {
        this.action = action;
    }

    public Intent(Context context, Class<?> component) {
        this((String) null);
        this.component = new ComponentName(context, component);
    }

    public String getAction() {
        return action;
    }

    public ComponentName getComponent() {
        return component;
    }

    public Bundle getExtras() {
        return extras;
    }

    public Intent putExtra(String name, String value) {
        extras.putString(name, value);
        return this;
    }

    public String getStringExtra(String name) {
        return extras.getString(name);
    }

    @Override
    public int describeContents() {
        return 0;
    }

    @Override
    public void writeToParcel(Parcel dest, int flags) {
        dest.writeString(action);
        dest.writeInt(component == null ? 0 : 1);
        if (component != null) component.writeToParcel(dest, flags);
        extras.writeToParcel(dest, flags);
    }
}
