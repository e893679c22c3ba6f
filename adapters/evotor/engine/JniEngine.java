package tillpoints.evotor.engine;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import tillpoints.evotor.core.Engine;

/** The plugin in this process, through its C interface. Texts cross the border as UTF-8 bytes, never as Java strings. */
public final class JniEngine implements Engine {
    private static final Charset UTF_8 = Charset.forName("UTF-8");
    private static final int OK = 0;
    private static final Map<Long, ReplyTo> WAITING = new ConcurrentHashMap<Long, ReplyTo>();
    private static final AtomicLong TICKETS = new AtomicLong();

    static {
        System.loadLibrary("tillpoints_jni");
    }

    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private long instance;

    /** `library` as for dlopen; `configuration` is the plugin's own. The message of a failure holds the plugin's report. */
    public JniEngine(String library, String configuration) {
        byte[][] report = new byte[1][];
        instance = open(library.getBytes(UTF_8), configuration.getBytes(UTF_8), report);
        if (instance == 0)
            throw new IllegalStateException(report[0] == null ? "no memory" : new String(report[0], UTF_8));
    }

    @Override
    public boolean submit(byte[] event, String key, int deadlineMs, ReplyTo replyTo) {
        use.readLock().lock();
        try {
            if (instance == 0) return false;
            long ticket = TICKETS.incrementAndGet();
            WAITING.put(ticket, replyTo);
            if (submit(instance, event, deadlineMs, ticket) == OK) return true;
            WAITING.remove(ticket);
            return false;
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public String status() {
        use.readLock().lock();
        try {
            byte[] report = instance == 0 ? null : status(instance);
            return report == null ? null : new String(report, UTF_8);
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (instance != 0) close(instance);
            instance = 0;
        } finally {
            use.writeLock().unlock();
        }
    }

    /** Called by the native side, on the plugin's thread. */
    private static void replied(long ticket, byte[] reply) {
        ReplyTo replyTo = WAITING.remove(ticket);
        if (replyTo != null) replyTo.reply(reply);
    }

    private static native long open(byte[] library, byte[] configuration, byte[][] report);

    private static native int submit(long instance, byte[] event, int deadlineMs, long ticket);

    private static native byte[] status(long instance);

    private static native void close(long instance);
}
