package dev.weft.api.connector.sink2;

import dev.weft.api.common.eventtime.Watermark;
import java.io.IOException;

/** Writes the elements of one task, on the task's thread. */
@SuppressWarnings("try") // closing may be interrupted
public interface SinkWriter<InputT> extends AutoCloseable {
    /**
     * Writes one element, or buffers it. The writer may wait when it has too much under way.
     *
     * @param context valid during the call only
     * @throws IOException fails the task
     */
    void write(InputT element, Context context) throws IOException, InterruptedException;

    /**
     * Writes out what is buffered: before each checkpoint, and once at the end of the input. When it returns, no element
     * may be lost by losing this process; what a {@link CommittingSinkWriter} has written may stay invisible.
     *
     * @param endOfInput whether no element follows
     */
    void flush(boolean endOfInput) throws IOException, InterruptedException;

    /** The event time of the stream has come to that watermark. Does nothing by default. */
    default void writeWatermark(Watermark watermark) throws IOException, InterruptedException {}

    /** What is known of the current element; valid during the call only. */
    interface Context {
        /** The last watermark of the stream in milliseconds since the epoch; {@link Long#MIN_VALUE} before the first. */
        long currentWatermark();

        /** The element's timestamp in milliseconds, or null when it has none. */
        Long timestamp();
    }
}
