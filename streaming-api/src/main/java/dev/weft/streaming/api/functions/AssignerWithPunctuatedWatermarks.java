package dev.weft.streaming.api.functions;

import dev.weft.streaming.api.watermark.Watermark;

/** An older way to write timestamps and watermarks: asked for a watermark after each element. */
public interface AssignerWithPunctuatedWatermarks<T> extends TimestampAssigner<T> {
    /** The watermark behind this element, or null for none; one that does not go forward is left out. */
    Watermark checkAndGetNextWatermark(T lastElement, long extractedTimestamp);
}
