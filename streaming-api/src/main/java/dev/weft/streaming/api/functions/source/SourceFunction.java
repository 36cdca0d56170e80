package dev.weft.streaming.api.functions.source;

import dev.weft.api.common.functions.Function;
import dev.weft.streaming.api.watermark.Watermark;
import java.io.Serializable;

/**
 * A source as a function that emits until it is done or cancelled. It runs as one instance unless it is a
 * {@link ParallelSourceFunction}.
 */
public interface SourceFunction<T> extends Function, Serializable {
    /** Emits the elements; returns when there are no more or after {@link #cancel()}. */
    void run(SourceContext<T> ctx) throws Exception;

    /** Asks {@link #run} to return soon; called from another thread. */
    void cancel();

    /** Takes what a source emits. */
    interface SourceContext<T> {
        /** Emits an element without a timestamp. May wait while those behind are slow. */
        void collect(T element);

        /** Emits an element with a timestamp in milliseconds since the epoch. */
        void collectWithTimestamp(T element, long timestamp);

        /** Emits a watermark: no element at or before its time is to come. */
        void emitWatermark(Watermark mark);

        /** Says that no elements come for a while, so that nobody waits for this source's watermark. */
        void markAsTemporarilyIdle();

        /** The lock under which a source emits and changes its state in one step. */
        Object getCheckpointLock();

        /** Called by the engine when the source has ended. */
        void close();
    }
}
