package tillpoints.evotor.engine;

import static tillpoints.evotor.core.Checks.equal;
import static tillpoints.evotor.core.Checks.test;
import static tillpoints.evotor.core.Checks.that;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tillpoints.evotor.core.Checks;
import tillpoints.evotor.core.Json;

/** The border between Java and the real library, without a cloud: `JniTests LIBRARY`. */
public final class JniTests {
    private static String library;
    private static String configuration;

    private JniTests() {}

    private static String ask(JniEngine engine, String event) throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        byte[][] answer = new byte[1][];
        that(engine.submit(event.getBytes(StandardCharsets.UTF_8), "key", 3000, reply -> {
            answer[0] = reply;
            answered.countDown();
        }), "the event is taken");
        that(answered.await(10, TimeUnit.SECONDS), "and answered");
        return new String(answer[0], StandardCharsets.UTF_8);
    }

    public static void main(String[] arguments) throws Exception {
        library = arguments[0];
        File folder = Files.createTempDirectory("jni").toFile();
        Files.writeString(new File(folder, "key").toPath(), "key-of-nobody\n");
        configuration = "{\"data_directory\":\"" + folder + "/данные \uD83D\uDE00\",\"language\":\"en\",\"cloud\":{\"base_url\":"
                + "\"https://127.0.0.1:1\",\"company_id\":\"1\",\"key_file\":\"" + folder + "/key\"}}";
        new File(folder, "key").setReadable(false, false);
        new File(folder, "key").setReadable(true, true);
        new File(folder, "key").setWritable(false, false);
        new File(folder, "key").setWritable(true, true);
        test("characters beyond the basic plane and a zero cross the border unchanged, in both directions", () -> {
            JniEngine engine = new JniEngine(library, configuration);
            String strange = "\uD83D\uDE00 \u0000 \u20BD \u04D9";
            String reply = ask(engine, "{\"v\":1,\"event\":\"receipt_opened\",\"receipt_id\":\"r\",\"kind\":" + Json.write(strange) + "}");
            equal(Json.write(strange), Json.map(Json.object(reply).get("error")).get("found"));
            that(new File(folder, "данные \uD83D\uDE00").isDirectory(), "the folder has the name that was configured");
            engine.close();
        });
        test("a wrong configuration is told in the plugin's own words", () -> {
            try {
                new JniEngine(library, "{\"data_directory\":5}");
                that(false, "it was taken");
            } catch (IllegalStateException refused) {
                that(refused.getMessage().contains("\"problems\""), refused.getMessage());
            }
        });
        test("a library that is not there, or is none of ours, is told and harms nothing", () -> {
            for (String other : List.of("/nowhere/libtillpoints.so", "libm.so.6"))
                Checks.fails(() -> new JniEngine(other, configuration));
        });
        test("events from many threads are each answered once, also those that wait when the engine is closed", () -> {
            JniEngine engine = new JniEngine(library, configuration);
            AtomicInteger answers = new AtomicInteger();
            AtomicInteger taken = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String receipt = "thread-" + i;
                threads.add(new Thread(() -> {
                    for (int n = 0; n < 200; n++) {
                        String event = "{\"v\":1,\"event\":\"receipt_opened\",\"receipt_id\":\"" + receipt + "-" + n + "\",\"kind\":\"sale\"}";
                        if (engine.submit(event.getBytes(StandardCharsets.UTF_8), "k", 2000, reply -> answers.incrementAndGet()))
                            taken.incrementAndGet();
                    }
                }));
            }
            threads.forEach(Thread::start);
            Thread.sleep(20); // closing must meet threads at work; how many events they got through does not matter
            engine.close();
            for (Thread each : threads) each.join();
            equal(taken.get(), answers.get());
            that(!engine.submit(new byte[0], "k", 100, reply -> answers.incrementAndGet()), "nothing is taken after the end");
            engine.close();
        });
        test("an exception in the one who waits for a reply does not reach the plugin", () -> {
            JniEngine engine = new JniEngine(library, configuration);
            CountDownLatch came = new CountDownLatch(1);
            engine.submit("{\"v\":1,\"event\":\"x\"}".getBytes(StandardCharsets.UTF_8), "k", 1000, reply -> {
                came.countDown();
                throw new IllegalStateException("nobody wants it");
            });
            that(came.await(10, TimeUnit.SECONDS), "the reply comes");
            that(ask(engine, "{\"v\":1,\"event\":\"x\"}").contains("unsupported"), "and the next one too");
            that(engine.status().contains("\"queue\""), "the status is told");
            engine.close();
        });
        Checks.end();
    }
}
