package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.engine.exchange.Receiver;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.Collector;

/** What window functions emit into: results take the last timestamp of their window. */
final class WindowCollector implements Collector<Object> {

    private final Receiver next;
    private long timestamp;

    WindowCollector(Receiver next) {
        this.next = next;
    }

    /** What is collected from now on is of this window. */
    void of(Window window) {
        timestamp = window.maxTimestamp();
    }

    @Override
    public void collect(Object value) {
        next.record(value, timestamp);
    }

    @Override
    public void close() {}
}
