package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceOutput;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;

/** Reader output for watermark strategies that neither assign timestamps nor generate watermarks. */
final class PlainSourceOutputs implements ReaderOutput<Object> {

    private final Receiver next;
    private final Receiver marks;
    private boolean idle;

    PlainSourceOutputs(Receiver next, Receiver marks) {
        this.next = next;
        this.marks = marks;
    }

    @Override
    public void collect(Object value) {
        next.record(value, Batch.NO_TIMESTAMP);
    }

    @Override
    public void collect(Object value, long timestamp) {
        next.record(value, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        markActive();
        marks.watermark(watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
        if (!idle) {
            idle = true;
            marks.idle(true);
        }
    }

    @Override
    public void markActive() {
        if (idle) {
            idle = false;
            marks.idle(false);
        }
    }

    @Override
    public SourceOutput<Object> createOutputForSplit(String splitId) {
        return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}
}
