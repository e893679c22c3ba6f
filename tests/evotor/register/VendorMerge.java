package tillpoints.evotor.register;

import android.os.Parcel;
import android.os.Parcelable;

/** Stands for a class of the vendor: the application cannot unpack it. */
final class VendorMerge implements Parcelable {
    @Override
    public int describeContents() {
        return 0;
    }

    @Override
    public void writeToParcel(Parcel dest, int flags) {
        dest.writeString("positions");
    }
}
