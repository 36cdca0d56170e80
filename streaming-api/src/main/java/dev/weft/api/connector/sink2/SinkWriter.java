package dev.weft.api.connector.sink2;

import dev.weft.api.common.eventtime.Watermark;
import java.io.IOException;

/** Writes the elements of one task, on the task's thread. */
@SuppressWarnings("try") // closing may be interrupted
public interface SinkWriter<InputT> extends AutoCloseable {
    void write(InputT element, Context context) throws IOException, InterruptedException;

    /** Writes out what is buffered, before each checkpoint and at the end of input. */
    void flush(boolean endOfInput) throws IOException, InterruptedException;

    default void writeWatermark(Watermark watermark) throws IOException, InterruptedException {}

    /** What is known of the current element; valid during the call only. */
    interface Context {
        long currentWatermark();

        /** The element's timestamp in milliseconds, or null when it has none. */
        Long timestamp();
    }
}
