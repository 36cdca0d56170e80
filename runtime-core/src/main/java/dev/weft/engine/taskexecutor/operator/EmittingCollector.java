package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.util.Collector;

/** What user functions emit into: results take the timestamp of the record that they come from. */
final class EmittingCollector implements Collector<Object> {

    private final Receiver next;
    private long timestamp = Batch.NO_TIMESTAMP;

    EmittingCollector(Receiver next) {
        this.next = next;
    }

    /** The timestamp of what is collected from now on. */
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
