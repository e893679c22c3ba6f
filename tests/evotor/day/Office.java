package tillpoints.evotor.day;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tillpoints.evotor.core.Json;

/** The loyalty cloud's customers, by its back office: those with an even number are registered. */
final class Office {
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
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
        HttpRequest request = HttpRequest.newBuilder(URI.create(place + path)).header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body))).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) throw new IllegalStateException(path + ": " + response.body());
        return Json.object(response.body());
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
