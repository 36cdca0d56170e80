package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.engine.exchange.Receiver;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.Collector;

/** The collector of window functions: results get the last timestamp of their window. */
final class WindowCollector implements Collector<Object> {

    private final Receiver next;
    private long timestamp;

    WindowCollector(Receiver next) {
        this.next = next;
    }

    /** Sets the window of the results that follow. */
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
