package dev.weft.streaming.api.operators;

import dev.weft.util.function.BiConsumerWithException;

/** Timers of the current key, in namespaces. Setting one twice sets it once. */
public interface InternalTimerService<N> {
    long currentProcessingTime();

    long currentWatermark();

    void registerProcessingTimeTimer(N namespace, long time);

    void deleteProcessingTimeTimer(N namespace, long time);

    void registerEventTimeTimer(N namespace, long time);

    void deleteEventTimeTimer(N namespace, long time);

    /** Visits every timer of event time with its key current; the consumer changes no timers. */
    void forEachEventTimeTimer(BiConsumerWithException<N, Long, Exception> consumer) throws Exception;

    /** Visits every timer of processing time with its key current; the consumer changes no timers. */
    void forEachProcessingTimeTimer(BiConsumerWithException<N, Long, Exception> consumer) throws Exception;
}
