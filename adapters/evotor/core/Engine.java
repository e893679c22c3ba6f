package tillpoints.evotor.core;

/** The way to the loyalty plugin: in this process, or in a daemon of the shop. */
public interface Engine {
    /** Takes the answer to one event, on any thread, at most once. */
    interface ReplyTo {
        /** The reply (protocol/EVENTS.md), or null: there is no answer, and the event may have had its effect. */
        void reply(byte[] reply);
    }

    /**
     * Hands over one event (UTF-8 JSON) and returns at once. A repetition under the same key has one effect.
     *
     * @return false: nothing was taken, and no reply comes
     */
    boolean submit(byte[] event, String key, int deadlineMs, ReplyTo replyTo);

    /** The plugin's own status as JSON, for a technician; null if there is none now. Waits a few seconds at most. */
    String status();

    void close();
}
