package tillpoints.evotor.core;

/** Time, so that tests need not wait for it. */
public interface Clock {
    /** Milliseconds since 1970. */
    long now();

    /** Milliseconds that only go forward. */
    long ticks();
}
