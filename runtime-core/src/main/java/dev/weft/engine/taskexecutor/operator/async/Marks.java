package dev.weft.engine.taskexecutor.operator.async;

import dev.weft.engine.exchange.Receiver;

/** The marks between two requests, coalesced: the last watermark, and whether the stream is idle. */
final class Marks {

    private boolean hasWatermark;
    private long watermark;
    private boolean hasIdle;
    private boolean idle;

    void watermark(long timestamp) {
        hasWatermark = true;
        watermark = timestamp;
    }

    void idle(boolean nowIdle) {
        hasIdle = true;
        idle = nowIdle;
    }

    boolean isEmpty() {
        return !hasWatermark && !hasIdle;
    }

    /** Emits the marks. The watermark goes before the idle mark, and after the active one. */
    void emitTo(Receiver receiver) {
        boolean sayWatermark = hasWatermark;
        boolean sayIdle = hasIdle;
        hasWatermark = false;
        hasIdle = false;
        if (sayIdle && !idle) {
            receiver.idle(false);
        }
        if (sayWatermark) {
            receiver.watermark(watermark);
        }
        if (sayIdle && idle) {
            receiver.idle(true);
        }
    }
}
