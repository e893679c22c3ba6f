package tillpoints.evotor.engine;

import tillpoints.evotor.core.Engine;
import tillpoints.evotor.core.Log;

/** An engine that is opened beside the register's questions, and again until it opens: a wrong setting, a full disk. */
public final class OpeningEngine implements Engine {
    public interface Opener {
        Engine open() throws Exception;
    }

    private static final long PAUSE_MS = 5000;
    private final Opener opener;
    private final Log log;
    private final Thread thread = new Thread("tillpoints-opening") {
        @Override
        public void run() {
            openUntilItOpens();
        }
    };
    private Engine engine;
    private boolean closed;

    public OpeningEngine(Opener opener, Log log) {
        this.opener = opener;
        this.log = log;
        thread.setDaemon(true);
        thread.start();
    }

    private void openUntilItOpens() {
        while (true) {
            Engine opened = null;
            try {
                opened = opener.open();
            } catch (Throwable failure) {
                log.say("the plugin does not start: " + failure.getMessage());
            }
            synchronized (this) {
                if (opened != null && closed) opened.close();
                else engine = opened;
                if (closed || opened != null) return;
                try {
                    wait(PAUSE_MS);
                } catch (InterruptedException ended) {
                    return;
                }
            }
        }
    }

    private synchronized Engine engine() {
        return engine;
    }

    @Override
    public boolean submit(byte[] event, String key, int deadlineMs, ReplyTo replyTo) {
        Engine opened = engine();
        return opened != null && opened.submit(event, key, deadlineMs, replyTo);
    }

    @Override
    public String status() {
        Engine opened = engine();
        return opened == null ? null : opened.status();
    }

    @Override
    public void close() {
        Engine opened;
        synchronized (this) {
            closed = true;
            opened = engine;
            engine = null;
            notifyAll();
        }
        if (opened != null) opened.close();
    }
}
