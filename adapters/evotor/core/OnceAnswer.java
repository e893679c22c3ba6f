package tillpoints.evotor.core;

import java.util.concurrent.atomic.AtomicBoolean;

/** One question of the register. Of all who want to answer it, the first one does. */
public final class OnceAnswer {
    /** Takes an answer to the register. */
    public interface Sink {
        void send(Answer answer) throws Exception;
    }

    private final Sink sink;
    private final Log log;
    private final AtomicBoolean given = new AtomicBoolean();

    public OnceAnswer(Sink sink, Log log) {
        this.sink = sink;
        this.log = log;
    }

    /** True if this was the answer; false if another one was given before. */
    public boolean give(Answer answer) {
        if (!given.compareAndSet(false, true)) return false;
        try {
            sink.send(answer);
        } catch (Throwable lost) {
            log.say("an answer did not reach the register: " + Log.Failures.of(lost));
        }
        return true;
    }

    public boolean given() {
        return given.get();
    }

    /** The same question again, for a screen that gives the real answer. */
    OnceAnswer held() {
        return new OnceAnswer(sink, log);
    }
}
