package dev.weft.streaming.api.operators;

import dev.weft.util.function.BiConsumerWithException;

/** Timers of the current key, in namespaces. Setting one twice sets it once. */
public interface InternalTimerService<N> {
    /** The machine's time, in milliseconds since the epoch. */
    long currentProcessingTime();

    /** The last watermark, or {@link Long#MIN_VALUE} before the first. */
    long currentWatermark();

    /** Sets a timer of the current key in a namespace; setting it twice fires it once. */
    void registerProcessingTimeTimer(N namespace, long time);

    /** Removes a timer of the current key in a namespace; without effect if there is none. */
    void deleteProcessingTimeTimer(N namespace, long time);

    /** Sets a timer of the current key in a namespace; setting it twice fires it once. */
    void registerEventTimeTimer(N namespace, long time);

    /** Removes a timer of the current key in a namespace; without effect if there is none. */
    void deleteEventTimeTimer(N namespace, long time);

    /** Visits every timer of event time with its key current; the consumer changes no timers. */
    void forEachEventTimeTimer(BiConsumerWithException<N, Long, Exception> consumer) throws Exception;

    /** Visits every timer of processing time with its key current; the consumer changes no timers. */
    void forEachProcessingTimeTimer(BiConsumerWithException<N, Long, Exception> consumer) throws Exception;
}
