package dev.weft.api.common.eventtime;

/** Takes watermarks and idleness. */
public interface WatermarkOutput {
    /** Also marks the output active. */
    void emitWatermark(Watermark watermark);

    /** Nobody downstream waits for this output until it is active again. */
    void markIdle();

    /** Takes part in watermarks again; emitting a watermark does so too. */
    void markActive();
}
