package tillpoints.evotor.core;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The adapter without Android: takes the register's broadcasts and questions on any thread and works on them on its
 * own, one after another. Every question is answered once, at its deadline at the latest, whatever happens here.
 */
public final class Till implements Screen.Handler {
    private static final long RETRY_MS = 1000;
    private final Settings settings;
    private final Log log;
    private final Work work = new Work();
    private final Register register;
    private final Engine engine;
    private final JournalSource source;
    private final Clock clock;
    private Journal journal;
    private EventDispatcher dispatcher;
    private final Map<String, Screen> screens = new ConcurrentHashMap<String, Screen>();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(threads("deadlines"));
    private final Thread thread = threads("till").newThread(new Runnable() {
        @Override
        public void run() {
            loop();
        }
    });

    /** Opens the journal on the till's thread, so that a slow disk delays no caller. */
    interface JournalSource {
        Journal open() throws IOException;
    }

    /** Returns at once. The engine is closed by {@link #stop}. */
    public Till(Settings settings, Register register, Engine engine, final File journal, Clock clock, Log log) {
        this(settings, register, engine, new JournalSource() {
            @Override
            public Journal open() throws IOException {
                return new Journal(journal, Journal.DISK);
            }
        }, clock, log);
    }

    Till(Settings settings, Register register, Engine engine, JournalSource source, Clock clock, Log log) {
        this.settings = settings;
        this.register = register;
        this.engine = engine;
        this.source = source;
        this.clock = clock;
        this.log = log;
    }

    private static ThreadFactory threads(final String name) {
        return new ThreadFactory() {
            @Override
            public Thread newThread(Runnable task) {
                Thread thread = new Thread(task, "tillpoints-" + name);
                thread.setDaemon(true);
                return thread;
            }
        };
    }

    public void start() {
        thread.start();
    }

    /** Ends after the present task; what is untold stays in the journal. */
    public void stop() throws IOException, InterruptedException {
        work.end();
        thread.join();
        deadlines.shutdownNow();
        for (Screen each : screens.values()) leave(each);
        engine.close();
        if (journal != null) journal.close();
    }

    /** A broadcast has come; `done` is called when it was worked on. */
    public void broadcast(final String action, final String receipt, final Runnable done) {
        work.report(new Guarded("a broadcast") {
            @Override
            void work() throws Exception {
                dispatcher().broadcast(RegisterAction.read(action), receipt);
            }

            @Override
            void end() {
                done.run();
            }
        });
    }

    /** The register asks. The sink is called once for the answer, and once more if the answer is a screen. */
    public void ask(final Question question, OnceAnswer.Sink sink) {
        final OnceAnswer answer = new OnceAnswer(sink, log);
        deadlines.schedule(new Runnable() {
            @Override
            public void run() {
                if (answer.give(Answer.SKIP)) log.say("a question of the register was not answered in time");
            }
        }, settings.answerMs(), TimeUnit.MILLISECONDS);
        work.question(new Guarded("a question") {
            @Override
            void work() throws Exception {
                EventDispatcher.Asked asked = dispatcher().ask(question, answer);
                if (asked != null) openScreen(asked, answer);
            }

            @Override
            void end() {
                answer.give(Answer.SKIP);
            }
        });
    }

    private void openScreen(EventDispatcher.Asked asked, OnceAnswer answer) {
        OnceAnswer held = answer.held();
        Screen screen = new Screen(UUID.randomUUID().toString(), asked.receipt, asked.present, held, asked.customer,
                new Texts(settings.language()), this);
        screens.put(screen.token, screen);
        if (!answer.give(Answer.screen(screen.token))) screens.remove(screen.token);
    }

    /** The screen that an answer has named; null if it is over. */
    public Screen screen(String token) {
        return token == null ? null : screens.get(token);
    }

    @Override
    public void identify(final Screen screen, final Card card) {
        work.question(new Guarded("a customer") {
            private Customer found = Customer.read(null);

            @Override
            void work() throws Exception {
                found = dispatcher().identify(screen.receipt, card);
            }

            @Override
            void end() {
                screen.identified(found);
            }
        });
    }

    @Override
    public void finish(final Screen screen, final Object points) {
        screens.remove(screen.token);
        final int asked = screen.confirmations();
        deadlines.schedule(new Runnable() {
            @Override
            public void run() {
                if (!screen.endUnlessWaiting(asked)) return;
                if (screen.answer.give(screen.present == null ? EventDispatcher.noGoods() : Answer.SKIP))
                    log.say("a screen's answer did not come in time");
            }
        }, settings.answerMs(), TimeUnit.MILLISECONDS);
        work.question(new Guarded("a screen") {
            private Confirmation waits;

            @Override
            void work() throws Exception {
                if (screen.present != null) waits = dispatcher().redeem(screen.receipt, screen.present, points, screen.answer);
            }

            @Override
            void end() {
                if (waits != null && !screen.answer.given() && screen.waitFor(waits, points)) {
                    screens.put(screen.token, screen);
                    return;
                }
                screen.answer.give(screen.present == null ? EventDispatcher.noGoods() : Answer.SKIP);
                screen.finished();
            }
        });
    }

    @Override
    public void confirm(final Screen screen, final String quote, final String value) {
        work.question(new Guarded("a confirmation") {
            private boolean failed = true;
            private Confirmation waits;

            @Override
            void work() throws Exception {
                waits = dispatcher().confirm(screen.receipt, quote, value);
                failed = false;
            }

            @Override
            void end() {
                if (failed || waits != null) screen.notConfirmed(waits);
                else finish(screen, screen.wanted());
            }
        });
    }

    @Override
    public void leave(Screen screen) {
        if (screens.remove(screen.token) == null) return;
        screen.answer.give(screen.present == null ? EventDispatcher.noGoods() : Answer.SKIP);
        screen.finished();
    }

    /** The plugin's status as JSON, or null; not on the screen's thread. */
    public String status() {
        return engine.status();
    }

    private void loop() {
        long patience = 0;
        while (!work.ended()) {
            try {
                if (dispatcher == null) open();
                Runnable task = work.next(patience);
                if (task != null) task.run();
                patience = task == null && !work.ended() ? dispatcher.rest() : 0;
            } catch (InterruptedException ended) {
                return;
            } catch (Throwable failure) {
                log.say("the till failed: " + Log.Failures.of(failure));
                patience = RETRY_MS;
            }
        }
    }

    /** Without a journal nothing may be redeemed: what is asked meanwhile is answered with "go on". */
    private void open() throws InterruptedException {
        while (!work.ended()) {
            try {
                journal = source.open();
                dispatcher = new EventDispatcher(new Checkout(settings, register, engine, journal, clock, log));
                return;
            } catch (IOException notNow) {
                log.say("the journal cannot be opened: " + Log.Failures.of(notNow));
            }
            for (Runnable task = work.next(RETRY_MS); task != null; task = work.next(0)) task.run();
        }
    }

    private EventDispatcher dispatcher() {
        if (dispatcher == null) throw new IllegalStateException("there is no journal");
        return dispatcher;
    }

    /** A task of which no failure is felt outside. */
    private abstract class Guarded implements Runnable {
        private final String what;

        Guarded(String what) {
            this.what = what;
        }

        abstract void work() throws Exception;

        abstract void end();

        @Override
        public void run() {
            try {
                work();
            } catch (Throwable failure) {
                log.say(what + " failed: " + Log.Failures.of(failure));
            } finally {
                end();
            }
        }
    }
}
