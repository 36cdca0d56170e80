package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Receiver;

/**
 * Filter for the watermarks of a source: drops those that would go back, whatever the source emits. In a batch only the
 * final watermark passes, since no record is late there.
 */
final class SourceWatermarks implements Receiver {

    private final Receiver next;
    private final boolean batch;
    private long watermark = Long.MIN_VALUE;

    SourceWatermarks(Receiver next, boolean batch) {
        this.next = next;
        this.batch = batch;
    }

    @Override
    public void record(Object value, long timestamp) {
        throw new IllegalStateException("records of a source go to its main output only");
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
