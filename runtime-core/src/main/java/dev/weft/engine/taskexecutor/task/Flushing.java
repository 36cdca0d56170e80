package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.Clock;
import dev.weft.engine.exchange.Output;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When a task hands over what it has not filled a batch with: at once when it has nothing else to do, and under load
 * after the buffer timeout. The clock is read once a batch, not once a record.
 */
final class Flushing {

    private final List<Output> outputs;
    private final long timeoutNs;
    private final Clock clock;
    private long lastNs;

    /** @param timeoutMs -1 = only when idle or full, 0 = after every batch of input */
    Flushing(List<Output> outputs, long timeoutMs, Clock clock) {
        this.outputs = outputs;
        this.clock = clock;
        this.lastNs = clock.nanoTime();
        this.timeoutNs = timeoutMs < 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    }

    /** There is nothing to read at the moment. */
    void onIdle() {
        for (Output output : outputs) {
            output.flush();
        }
    }

    /** Some input was processed and there may be more. */
    void onProgress() {
        if (timeoutNs == Long.MAX_VALUE || outputs.isEmpty()) {
            return;
        }
        long now = clock.nanoTime();
        if (now - lastNs >= timeoutNs) {
            lastNs = now;
            onIdle();
        }
    }

    /** The longest time between two flushes. */
    long timeoutNs() {
        return timeoutNs;
    }
}
