package dev.weft.streaming.api.operators;

/** What happens when timers fire; their key is current. */
public interface Triggerable<K, N> {
    /** Called when the watermark has reached an event-time timer, with its key as the current one. */
    void onEventTime(InternalTimer<K, N> timer) throws Exception;

    /** Called when the clock has reached a processing-time timer, with its key as the current one. */
    void onProcessingTime(InternalTimer<K, N> timer) throws Exception;
}
