package dev.weft.api.connector.source;

import dev.weft.api.common.eventtime.WatermarkOutput;

/** Takes the elements of a source, whose timestamps and watermarks follow the source's watermark strategy. */
public interface SourceOutput<T> extends WatermarkOutput {
    void collect(T record);

    /** The timestamp is what the data's own system attached; the strategy's assigner may replace it. */
    void collect(T record, long timestamp);
}
