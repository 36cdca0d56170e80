package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.util.Collector;

/** The collector that user functions emit into: results get the timestamp of the input record. */
final class EmittingCollector implements Collector<Object> {

    private final Receiver next;
    private long timestamp = Batch.NO_TIMESTAMP;

    EmittingCollector(Receiver next) {
        this.next = next;
    }

    /** Sets the timestamp of the results that follow. */
    void at(long newTimestamp) {
        timestamp = newTimestamp;
    }

    long timestamp() {
        return timestamp;
    }

    @Override
    public void collect(Object value) {
        next.record(value, timestamp);
    }

    @Override
    public void close() {}
}
