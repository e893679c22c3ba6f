package tillpoints.evotor.core;

import java.util.Objects;

/** Runs tests one after another, and says which promise does not hold. */
public final class Checks {
    public interface Body {
        void run() throws Exception;
    }

    private static int passed;
    private static int failed;

    private Checks() {}

    public static void test(String title, Body body) {
        try {
            body.run();
            passed++;
        } catch (Throwable failure) {
            failed++;
            System.out.println("FAILED: " + title);
            failure.printStackTrace(System.out);
        }
    }

    public static void that(boolean holds, String what) {
        if (!holds) throw new AssertionError(what);
    }

    public static void equal(Object expected, Object found) {
        if (!Objects.equals(expected, found)) throw new AssertionError("expected " + expected + ", found " + found);
    }

    public static void fails(Body body) {
        try {
            body.run();
        } catch (Exception expected) {
            return;
        }
        throw new AssertionError("nothing was refused");
    }

    /** Ends the program. */
    public static void end() {
        System.out.println(passed + " tests passed, " + failed + " failed");
        System.exit(failed == 0 && passed > 0 ? 0 : 1);
    }
}
