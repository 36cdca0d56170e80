package dev.weft.streaming.api.functions.sink;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.functions.Function;
import java.io.Serializable;

/** A sink as a function, called once for each element. */
public interface SinkFunction<IN> extends Function, Serializable {
    /** The form without context; {@link #invoke(Object, Context)} leads here by default. */
    default void invoke(IN value) throws Exception {}

    /**
     * Called for each element on the task's thread.
     *
     * @param context valid during the call only
     * @throws Exception fails the job
     */
    default void invoke(IN value, Context context) throws Exception {
        invoke(value);
    }

    /** Called for each watermark. */
    default void writeWatermark(Watermark watermark) throws Exception {}

    /** Called after the last element of a bounded input. */
    default void finish() throws Exception {}

    /** What is known of the current element; valid during the call only. */
    interface Context {
        /** The machine's time, in milliseconds since the epoch. */
        long currentProcessingTime();

        /** The last watermark, or {@link Long#MIN_VALUE} before the first. */
        long currentWatermark();

        /** The element's timestamp in milliseconds, or null when it has none. */
        Long timestamp();
    }
}
