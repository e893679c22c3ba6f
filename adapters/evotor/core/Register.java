package tillpoints.evotor.core;

import java.util.List;

/** The register's tables. Where they cannot be read now, nothing can be concluded from that: {@link Unreadable}. */
public interface Register {
    final class Unreadable extends Exception {
        public Unreadable(String what, Throwable cause) {
            super(what, cause);
        }
    }

    List<Header> headers() throws Unreadable;

    /** Null if the register has no such receipt. */
    Receipt receipt(String uuid) throws Unreadable;

    /** The receipt of this kind that is open now, or null. */
    Header current(Kind kind) throws Unreadable;
}
