package tillpoints.evotor.engine;

import static tillpoints.evotor.core.Checks.equal;
import static tillpoints.evotor.core.Checks.fails;
import static tillpoints.evotor.core.Checks.test;
import static tillpoints.evotor.core.Checks.that;

import java.util.Arrays;
import java.util.Map;
import tillpoints.evotor.core.Json;

/** How a daemon is named and known. */
public final class EnrolmentTests {
    private EnrolmentTests() {}

    public static void run() {
        test("the daemon's QR code is read as address, code and fingerprint", () -> {
            Enrolment read = Enrolment.read("https://192.168.1.10:8788/#AB12-CD34.o1rLLSnB1mmKEfLpGHr2UvLbYoJh4u2bJZcfm2R3qXs");
            equal("https://192.168.1.10:8788", read.place);
            equal("AB12-CD34", read.code);
            for (String other : new String[] {null, "", "http://a/#b.c", "https://a/b", "https://a/#b"})
                that(Enrolment.read(other) == null, "taken for a code: " + other);
        });
        test("a fingerprint is the same in both of its forms, and nothing else is one", () -> {
            byte[] bytes = new byte[32];
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i * 37 + 200);
                hex.append(hex.length() == 0 ? "" : ":").append(String.format("%02X", bytes[i]));
            }
            String base64 = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            that(Arrays.equals(bytes, Pinned.bytes(hex.toString())), "hexadecimal");
            that(Arrays.equals(bytes, Pinned.bytes(base64)), "base64url");
            for (String wrong : new String[] {null, "", "AB:CD", base64 + "A", base64.substring(1), "=".repeat(43)})
                fails(() -> Pinned.bytes(wrong));
        });
        test("a token never goes over a network in the clear", () -> {
            fails(() -> new HttpEngine(Json.object("{\"place\":\"http://192.168.1.10:8787\",\"token\":\"t\"}"), line -> {}));
            fails(() -> new HttpEngine(Json.object("{\"place\":\"https://192.168.1.10:8787\",\"token\":\"t\"}"), line -> {}));
            fails(() -> new HttpEngine(Map.of(), line -> {}));
            new HttpEngine(Json.object("{\"place\":\"http://127.0.0.1:8787\",\"terminal\":\"till-1\"}"), line -> {}).close();
        });
    }
}
