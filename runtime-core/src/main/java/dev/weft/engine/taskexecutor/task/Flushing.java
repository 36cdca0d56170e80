package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.Clock;
import dev.weft.engine.exchange.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * When a task hands over what it has not filled a batch with: at once when it has nothing else to do, and under load
 * after the buffer timeout of the output. The clock is read once a batch, not once a record.
 */
final class Flushing {

    private final List<Output> outputs;
    private final Clock clock;
    private final Timed[] timed;

    /** Outputs of one timeout. */
    private static final class Timed {
        private final long timeoutNs;
        private final Output[] outputs;
        private long lastNs;

        Timed(long timeoutNs, List<Output> outputs, long nowNs) {
            this.timeoutNs = timeoutNs;
            this.outputs = outputs.toArray(Output[]::new);
            this.lastNs = nowNs;
        }

        void onProgress(long nowNs) {
            if (nowNs - lastNs >= timeoutNs) {
                lastNs = nowNs;
                for (Output output : outputs) {
                    output.flush();
                }
            }
        }
    }

    /** @param timeoutsMs of each output: -1 = only when idle or full, 0 = after every batch of input */
    Flushing(List<Output> outputs, List<Long> timeoutsMs, Clock clock) {
        this.outputs = outputs;
        this.clock = clock;
        Map<Long, List<Output>> byTimeout = new TreeMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            if (timeoutsMs.get(i) >= 0) {
                byTimeout
                        .computeIfAbsent(timeoutsMs.get(i), timeout -> new ArrayList<>())
                        .add(outputs.get(i));
            }
        }
        long now = clock.nanoTime();
        this.timed = byTimeout.entrySet().stream()
                .map(each -> new Timed(TimeUnit.MILLISECONDS.toNanos(each.getKey()), each.getValue(), now))
                .toArray(Timed[]::new);
    }

    /** There is nothing to read at the moment. */
    void onIdle() {
        for (Output output : outputs) {
            output.flush();
        }
    }

    /** Some input was processed and there may be more. */
    void onProgress() {
        if (timed.length == 0) {
            return;
        }
        long now = clock.nanoTime();
        for (Timed each : timed) {
            each.onProgress(now);
        }
    }

    /** The longest time between two flushes of the most impatient output; {@code Long.MAX_VALUE} when none is in a hurry. */
    long timeoutNs() {
        return timed.length == 0 ? Long.MAX_VALUE : timed[0].timeoutNs;
    }
}
