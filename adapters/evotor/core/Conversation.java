package tillpoints.evotor.core;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks the plugin and waits, for a bounded time, on the till's own thread. */
final class Conversation {
    private static final int PATIENCE_MS = 200;
    private static final long WARY_MS = 10000;
    private static final int WARY_DEADLINE_MS = 700;

    private final Engine engine;
    private final Clock clock;
    private long silentSince = -1;

    Conversation(Engine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** What is useful only now. Null: no answer, and the event may have had its effect. */
    Reply question(Map<String, Object> event, int deadlineMs) {
        return ask(event, UUID.randomUUID().toString(), wary(deadlineMs));
    }

    /** What must be stored: repeated until it is, under one key while its bytes are the same. */
    Reply report(Map<String, Object> event, int deadlineMs) {
        byte[] bytes = Json.write(event).getBytes(Reply.UTF_8);
        return ask(event, event.get("event") + "-" + event.get("receipt_id") + "-" + UUID.nameUUIDFromBytes(bytes),
                deadlineMs);
    }

    /** After a silence the next cashiers wait less for the same silence. */
    private int wary(int deadlineMs) {
        boolean silent = silentSince >= 0 && clock.ticks() - silentSince < WARY_MS;
        return silent ? Math.min(deadlineMs, WARY_DEADLINE_MS) : deadlineMs;
    }

    /** An engine that throws may have handed the event over before. */
    private boolean submit(byte[] event, String key, int deadlineMs, Engine.ReplyTo replyTo) {
        try {
            return engine.submit(event, key, deadlineMs, replyTo);
        } catch (RuntimeException failed) {
            return false;
        }
    }

    private Reply ask(Map<String, Object> event, String key, int deadlineMs) {
        final CountDownLatch answered = new CountDownLatch(1);
        final byte[][] answer = new byte[1][];
        boolean taken = submit(Json.write(event).getBytes(Reply.UTF_8), key, deadlineMs, new Engine.ReplyTo() {
            @Override
            public void reply(byte[] reply) {
                answer[0] = reply;
                answered.countDown();
            }
        });
        boolean came = false;
        try {
            came = taken && answered.await(deadlineMs + PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        Reply reply = came ? Reply.read(answer[0]) : null;
        silentSince = reply == null ? clock.ticks() : -1;
        return reply;
    }
}
