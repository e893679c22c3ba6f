package tillpoints.evotor.day;

import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tillpoints.evotor.core.Json;

/** The loyalty cloud's customers, by its back office: those with an even number are registered. */
final class Office {
    private final String place;
    private final String token;
    private final Path known;
    private final Map<String, Object> registered;

    /** Who is registered stands in the file `known`, because the register's process may die. */
    Office(String place, String tokenFile, Path known) throws Exception {
        this.place = place;
        this.known = known;
        registered = Json.object(Files.exists(known) ? Files.readString(known) : null);
        token = Files.readString(Path.of(tokenFile)).trim();
    }

    private Map<String, Object> post(String path, String... namesAndValues) throws Exception {
        Map<String, Object> body = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) body.put(namesAndValues[i], namesAndValues[i + 1]);
        // The older client, because it needs no cryptography, which a JVM in an unpacked folder does not find.
        HttpURLConnection connection = (HttpURLConnection) new URL(place + path).openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setDoOutput(true);
        connection.getOutputStream().write(Json.write(body).getBytes(StandardCharsets.UTF_8));
        if (connection.getResponseCode() != 200)
            throw new IllegalStateException(path + ": " + new String(connection.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        return Json.object(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    String phone(int number) throws Exception {
        String phone = String.format("+7900777%04d", number);
        if (number % 2 == 0 && !registered.containsKey(phone)) {
            registered.put(phone, post("/customers", "name", "Customer " + number, "phone", phone).get("uid"));
            Files.writeString(known, Json.write(registered));
        }
        return phone;
    }

    /** A fresh code of the customer's application; null if he is not registered. */
    String code(int number) throws Exception {
        String uid = Json.text(registered.get(phone(number)));
        return uid == null ? null : Json.text(post("/codes", "uid", uid).get("code"));
    }
}
