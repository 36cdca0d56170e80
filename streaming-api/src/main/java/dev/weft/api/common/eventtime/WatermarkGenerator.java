package dev.weft.api.common.eventtime;

/** Decides when and which watermarks are emitted, per element, periodically, or both. */
public interface WatermarkGenerator<T> {
    /** Called for each element; may emit a watermark. */
    void onEvent(T event, long eventTimestamp, WatermarkOutput output);

    /** Called every auto watermark interval. */
    void onPeriodicEmit(WatermarkOutput output);
}
