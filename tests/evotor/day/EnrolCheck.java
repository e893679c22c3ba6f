package tillpoints.evotor.day;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import tillpoints.evotor.core.Json;
import tillpoints.evotor.engine.Enrolment;
import tillpoints.evotor.engine.HttpEngine;

/**
 * A terminal meets a daemon: `EnrolCheck PLACE CODE FINGERPRINT`. It does not say its code to one with another
 * certificate, enrols once, and is answered; a token of nobody is not. Prints what it saw; exit status 0 if all that is so.
 */
public final class EnrolCheck {
    private EnrolCheck() {}

    public static void main(String[] arguments) throws Exception {
        String place = arguments[0];
        String code = arguments[1];
        String fingerprint = arguments[2];
        String other = (fingerprint.charAt(0) == '0' ? "1" : "0") + fingerprint.substring(1);
        boolean strangerHeardNothing = enrol(place, code, other) == null;
        Map<String, Object> settings = enrol(place, code, fingerprint);
        boolean onlyOnce = enrol(place, code, fingerprint) == null;
        boolean answered = settings != null && ask(settings).contains("\"ok\"");
        Map<String, Object> nobody = new LinkedHashMap<>(settings == null ? Map.of() : settings);
        nobody.put("token", "0".repeat(64));
        boolean nobodyIsRefused = ask(nobody).isEmpty();
        Map<String, Object> stranger = new LinkedHashMap<>(settings == null ? Map.of() : settings);
        stranger.put("fingerprint", other);
        boolean strangerIsNotAsked = ask(stranger).isEmpty();
        System.out.println("stranger heard nothing " + strangerHeardNothing + ", once " + onlyOnce + ", answered " + answered
                + ", nobody refused " + nobodyIsRefused + ", stranger not asked " + strangerIsNotAsked);
        System.exit(strangerHeardNothing && onlyOnce && answered && nobodyIsRefused && strangerIsNotAsked ? 0 : 1);
    }

    private static Map<String, Object> enrol(String place, String code, String fingerprint) {
        try {
            return Enrolment.read(place + "/#" + code + "." + fingerprint).enrol(10_000);
        } catch (IOException refused) {
            System.out.println("refused: " + refused.getMessage());
            return null;
        }
    }

    /** The reply to one event, or "". */
    private static String ask(Map<String, Object> settings) throws InterruptedException {
        HttpEngine engine = new HttpEngine(settings, System.out::println);
        BlockingQueue<String> answer = new ArrayBlockingQueue<>(1);
        String event = Json.write(Json.object("{\"v\":1,\"event\":\"receipt_opened\",\"receipt_id\":\"enrolled\",\"kind\":\"sale\"}"));
        engine.submit(event.getBytes(), "key", 3000, reply -> answer.add(reply == null ? "" : new String(reply)));
        String reply = answer.poll(10, TimeUnit.SECONDS);
        engine.close();
        return reply == null ? "" : reply;
    }
}
