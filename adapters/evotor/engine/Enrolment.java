package tillpoints.evotor.engine;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import tillpoints.evotor.core.Json;

/** Makes a terminal known to a daemon: by the QR code that `tillpointsd enrol` shows, or by what stands under it. */
public final class Enrolment {
    private static final Charset UTF_8 = Charset.forName("UTF-8");
    public final String place;
    public final String code;
    public final String fingerprint;

    public Enrolment(String place, String code, String fingerprint) {
        this.place = place;
        this.code = code;
        this.fingerprint = fingerprint;
    }

    /** `https://ADDRESS:PORT/#CODE.FINGERPRINT`; null for another text. */
    public static Enrolment read(String text) {
        int hash = text == null ? -1 : text.indexOf("/#");
        int dot = hash < 0 ? -1 : text.indexOf('.', hash);
        if (dot < 0 || !text.startsWith("https://")) return null;
        return new Enrolment(text.substring(0, hash), text.substring(hash + 2, dot), text.substring(dot + 1));
    }

    /** The `http` section of the settings. The daemon's certificate is compared before the code is sent. */
    public Map<String, Object> enrol(int timeoutMs) throws IOException {
        Map<String, Object> body = new LinkedHashMap<String, Object>();
        body.put("code", code);
        Place.Response response = new Place(place, fingerprint).ask("POST", "/v1/enrol",
                Json.write(body).getBytes(UTF_8),
                new LinkedHashMap<String, String>(), timeoutMs);
        Map<String, Object> told = Json.object(new String(response.body, UTF_8));
        if (response.status != 201 || Json.text(told.get("token")) == null)
            throw new IOException(String.valueOf(Json.map(told.get("error")).get("message")));
        Map<String, Object> out = new LinkedHashMap<String, Object>();
        out.put("place", place);
        out.put("fingerprint", fingerprint);
        out.put("token", told.get("token"));
        return out;
    }
}
