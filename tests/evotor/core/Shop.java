package tillpoints.evotor.core;

import java.io.File;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A till with a model register and a model plugin; it can be started again with the same journal. */
final class Shop {
    static final int ANSWER_MS = 700;
    private static final String SELL = "evo.v2.receipt.sell.";

    final ModelRegister register = new ModelRegister();
    final ModelDisk disk = new ModelDisk();
    final ModelPlugin plugin = new ModelPlugin();
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final File journal;
    private final String more;
    Till till;

    Shop(String more) throws Exception {
        this.more = more;
        journal = File.createTempFile("receipts", ".journal");
        Files.delete(journal.toPath());
        start();
    }

    void start() throws Exception {
        Settings settings = new Settings(Json.object("{\"answer_ms\":" + ANSWER_MS + ",\"question_ms\":250,\"fiscal_wait_ms\":50,"
                + "\"look_again_ms\":500,\"language\":\"en\",\"spending\":\"max\",\"card_prefixes\":{\"code\":\"TPC\"}" + more + "}"));
        till = new Till(settings, register, plugin, () -> new Journal(journal, disk), new Clock() {
            @Override
            public long now() {
                return System.currentTimeMillis();
            }

            @Override
            public long ticks() {
                return System.nanoTime() / 1000000;
            }
        }, log::add);
        till.start();
    }

    void stop() throws Exception {
        till.stop();
        Files.deleteIfExists(journal.toPath());
    }

    void restart() throws Exception {
        till.stop();
        start();
    }

    static Position goods(String id, long price) {
        return new Position(id, null, "product-" + id, "Goods " + id, "NORMAL", null, price, price, 1000, 3L, false, false);
    }

    void tell(String what, String receipt) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        till.broadcast("evotor.intent.action.receipt." + what, receipt, done::countDown);
        Checks.that(done.await(20, TimeUnit.SECONDS), "the broadcast " + what + " was never finished");
    }

    Asking ask(String what, String receipt, long discount) throws Exception {
        return new Asking(new Question(SELL + what, receipt, Amounts.roubles(discount).toPlainString(), null, false));
    }

    Asking scan(String barcode) throws Exception {
        return new Asking(new Question("ru.evotor.event.sell.BARCODE_RECEIVED", null, null, barcode, false));
    }

    /** A disk that is slow or full at one of its syncs. */
    static final class ModelDisk implements Journal.Disk {
        private int faultAt = -1;
        private boolean full;
        private int syncs;

        synchronized void order(int at, boolean full) {
            faultAt = at < 0 ? -1 : syncs + at;
            this.full = full;
        }

        synchronized int syncs() {
            return syncs;
        }

        @Override
        public void sync(java.io.FileOutputStream out) throws java.io.IOException {
            boolean meets;
            synchronized (this) {
                meets = syncs++ == faultAt;
            }
            if (meets && full) throw new java.io.IOException("no space left on device");
            try {
                if (meets) Thread.sleep(ANSWER_MS + 200); // longer than the register waits for us
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            out.getFD().sync();
        }
    }

    /** One question, and what came for it. */
    final class Asking implements OnceAnswer.Sink {
        private final List<Answer> answers = new ArrayList<>();
        private final long asked = System.nanoTime();
        private long took;

        Asking(Question question) {
            till.ask(question, this);
        }

        @Override
        public synchronized void send(Answer answer) {
            answers.add(answer);
            took = (System.nanoTime() - asked) / 1000000;
            notifyAll();
        }

        synchronized Answer answer(int which) throws InterruptedException {
            long end = System.nanoTime() + 20000000000L;
            while (answers.size() <= which && System.nanoTime() < end) wait(100);
            Checks.that(answers.size() > which, "a question was never answered");
            return answers.get(which);
        }

        /** The one answer, which was in time. */
        Answer only() throws InterruptedException {
            Answer answer = answer(0);
            Checks.that(took < ANSWER_MS + 600, "the answer took " + took + " ms");
            return answer;
        }

        synchronized int count() {
            return answers.size();
        }
    }

    /** What the adapter knows is told once nothing is left to do. */
    void waitForEnd(String receipt) throws Exception {
        for (long end = System.nanoTime() + 20000000000L; System.nanoTime() < end; Thread.sleep(5))
            synchronized (plugin) {
                if (plugin.ends.containsKey(receipt)) return;
            }
        Checks.that(false, "the end of " + receipt + " was never told");
    }
}
