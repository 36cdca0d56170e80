package dev.weft.streaming.api.functions;

import dev.weft.streaming.api.watermark.Watermark;

/** An older way to write timestamps and watermarks: asked for a watermark at the interval of the program. */
public interface AssignerWithPeriodicWatermarks<T> extends TimestampAssigner<T> {
    /** The watermark as of now, or null for none; one that does not go forward is left out. */
    Watermark getCurrentWatermark();
}
