package tillpoints.evotor.engine;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import tillpoints.evotor.core.Engine;
import tillpoints.evotor.core.Json;
import tillpoints.evotor.core.Log;

/**
 * The plugin in a tillpointsd of the shop. An event is sent again with its key until it is answered or its deadline
 * has passed, so that a connection that breaks at any moment has one effect at most (adapters/sidecar/README.md).
 */
public final class HttpEngine implements Engine {
    private static final Charset UTF_8 = Charset.forName("UTF-8");
    private static final int STATUS_MS = 3000;
    private final Place place;
    private final Map<String, String> headers = new LinkedHashMap<String, String>();
    private final Log log;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, new ThreadFactory() {
        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, "tillpoints-http");
            thread.setDaemon(true);
            return thread;
        }
    });

    /** `settings`: place, fingerprint, and token, or terminal where the daemon lets clients name themselves. */
    public HttpEngine(Map<String, Object> settings, Log log) {
        String at = Json.text(settings.get("place"));
        if (at == null) throw new IllegalArgumentException("http.place is missing");
        place = new Place(at, Json.text(settings.get("fingerprint")));
        String token = Json.text(settings.get("token"));
        String terminal = Json.text(settings.get("terminal"));
        if (token != null) headers.put("Authorization", "Bearer " + token);
        if (terminal != null) headers.put("Tillpoints-Terminal", terminal);
        this.log = log;
    }

    @Override
    public boolean submit(final byte[] event, final String key, final int deadlineMs, final ReplyTo replyTo) {
        final long end = System.nanoTime() + deadlineMs * 1000000L;
        try {
            threads.execute(new Runnable() {
                @Override
                public void run() {
                    byte[] reply = null;
                    try {
                        reply = send(event, key, end);
                    } catch (Throwable failure) {
                        log.say("the daemon was not asked: " + Log.Failures.of(failure));
                    }
                    replyTo.reply(reply);
                }
            });
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    /** Null: no answer before the end. */
    private byte[] send(byte[] event, String key, long end) throws InterruptedException {
        Map<String, String> all = new LinkedHashMap<String, String>(headers);
        all.put("Idempotency-Key", key);
        String problem = "";
        for (long pause = 20;; pause = Math.min(2 * pause, 500)) {
            int left = (int) ((end - System.nanoTime()) / 1000000L);
            if (left < 50) break;
            try {
                Place.Response response = place.ask("POST", "/v1/events?deadline_ms=" + Math.max(1, left - 50), event, all, left);
                if (response.status == 200) return response.body;
                problem = response.status + " " + code(response.body);
                if (response.status != 429 && response.status < 500) break;
            } catch (IOException broken) {
                problem = Log.Failures.of(broken);
            }
            left = (int) ((end - System.nanoTime()) / 1000000L);
            if (left <= pause) break;
            Thread.sleep(pause);
        }
        log.say("no answer from the daemon: " + problem);
        return null;
    }

    private static String code(byte[] body) {
        return String.valueOf(Json.map(Json.object(new String(body, UTF_8)).get("error")).get("code"));
    }

    @Override
    public String status() {
        try {
            Place.Response response = place.ask("GET", "/v1/status", null, headers, STATUS_MS);
            Object library = Json.object(new String(response.body, UTF_8)).get("library");
            return response.status == 200 && library != null ? Json.write(library) : null;
        } catch (IOException unreachable) {
            return null;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
