package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Receiver;

/**
 * Filter for the watermarks and the idleness that user code emits itself, as a source or a custom operator: drops watermarks
 * that would go back. In a batch only the final watermark passes, since no record is late and no input pauses there.
 */
final class UserWatermarks implements Receiver {

    private final Receiver next;
    private final boolean batch;
    private long watermark = Long.MIN_VALUE;

    UserWatermarks(Receiver next, boolean batch) {
        this.next = next;
        this.batch = batch;
    }

    @Override
    public void record(Object value, long timestamp) {
        throw new IllegalStateException("records do not pass the filter of watermarks");
    }

    @Override
    public void watermark(long timestamp) {
        if (timestamp > watermark && (!batch || timestamp == Long.MAX_VALUE)) {
            watermark = timestamp;
            next.watermark(timestamp);
        }
    }

    @Override
    public void idle(boolean idle) {
        if (!batch) {
            next.idle(idle);
        }
    }

    @Override
    public void endOfInput() {
        next.endOfInput();
    }
}
