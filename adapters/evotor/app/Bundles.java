package tillpoints.evotor.app;

import android.content.ComponentName;
import android.os.Bundle;
import android.os.Parcelable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tillpoints.evotor.core.Answer;

/** Answers as bundles, and what comes in a bundle. A bundle of the register may hold classes that we do not have. */
final class Bundles {
    private Bundles() {}

    /** Null if there is none, or the bundle cannot be unpacked here. */
    static String text(Bundle bundle, String key) {
        try {
            return bundle == null ? null : bundle.getString(key);
        } catch (RuntimeException foreign) {
            return null;
        }
    }

    static boolean flag(Bundle bundle, String key) {
        try {
            return bundle != null && bundle.getBoolean(key);
        } catch (RuntimeException foreign) {
            return false;
        }
    }

    static Bundle of(Map<String, Object> fields, ComponentName service) {
        Bundle bundle = new Bundle();
        for (Map.Entry<String, Object> each : fields.entrySet()) put(bundle, each.getKey(), each.getValue(), service);
        return bundle;
    }

    @SuppressWarnings("unchecked")
    private static void put(Bundle bundle, String key, Object value, ComponentName service) {
        if (value instanceof String) bundle.putString(key, (String) value);
        else if (value instanceof Boolean) bundle.putBoolean(key, (Boolean) value);
        else if (value instanceof Integer) bundle.putInt(key, (Integer) value);
        else if (value == Answer.Component.THIS_SERVICE) bundle.putParcelable(key, service);
        else if (value instanceof List) bundle.putParcelableArray(key, array((List<Object>) value, service));
        else if (value instanceof Answer.Spread)
            // The register knows java.util.HashMap and not our class.
            bundle.putSerializable(key, new HashMap<String, BigDecimal>((Answer.Spread) value));
        else bundle.putBundle(key, of((Map<String, Object>) value, service));
    }

    @SuppressWarnings("unchecked")
    private static Parcelable[] array(List<Object> all, ComponentName service) {
        Parcelable[] out = new Parcelable[all.size()];
        for (int i = 0; i < out.length; i++) out[i] = of((Map<String, Object>) all.get(i), service);
        return out;
    }
}
