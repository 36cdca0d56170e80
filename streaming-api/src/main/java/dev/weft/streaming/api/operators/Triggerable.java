package dev.weft.streaming.api.operators;

/** What happens when timers fire; their key is current. */
public interface Triggerable<K, N> {
    void onEventTime(InternalTimer<K, N> timer) throws Exception;

    void onProcessingTime(InternalTimer<K, N> timer) throws Exception;
}
