package tillpoints.evotor.core;

/** Lines for a technician. They never carry personal data: no names, phones, codes or tokens. */
public interface Log {
    void say(String line);

    /** The kind of a failure and its place, not its message, which may quote what came from outside. */
    final class Failures {
        private Failures() {}

        public static String of(Throwable failure) {
            StackTraceElement[] trace = failure.getStackTrace();
            return failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
        }
    }
}
