package dev.weft.api.connector.source;

import dev.weft.api.common.eventtime.WatermarkOutput;

/** Takes the elements of a source, whose timestamps and watermarks follow the source's watermark strategy. */
public interface SourceOutput<T> extends WatermarkOutput {
    /** Emits an element that came without a timestamp. On the reader's thread. */
    void collect(T record);

    /**
     * Emits an element with the timestamp that the data's own system attached. The assigner of the source's watermark strategy
     * sees it and may replace it.
     *
     * @param timestamp milliseconds since the epoch
     */
    void collect(T record, long timestamp);
}
