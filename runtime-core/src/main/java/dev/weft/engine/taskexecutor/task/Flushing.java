package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.Clock;
import dev.weft.engine.exchange.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Flush policy for batches and network buffers that are not full: immediately when the task is idle, and under load
 * when the buffer timeout of the output has passed. Outputs with different timeouts are independent. The clock is read
 * once per batch, not once per record. Belongs to the thread of its task.
 */
final class Flushing {

    private final List<Output> outputs;
    private final Clock clock;
    private final Timed[] timed;
    private final Timed withoutTimeout;

    /** The outputs that have the same timeout. */
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
                flush(nowNs);
            }
        }

        /** @return the time until the next flush is due; outputs with timeout 0 flush after every record themselves */
        long onTimePassed(long nowNs, long mostNs) {
            long limitNs = timeoutNs == 0 ? mostNs : Math.min(timeoutNs, mostNs);
            long waitedNs = nowNs - lastNs;
            if (waitedNs < limitNs) {
                return limitNs - waitedNs;
            }
            flush(nowNs);
            return limitNs;
        }

        private void flush(long nowNs) {
            lastNs = nowNs;
            for (Output output : outputs) {
                output.flush();
            }
        }
    }

    /** @param timeoutsMs of each output: -1 = only when idle or full, 0 = after every batch of input */
    Flushing(List<Output> outputs, List<Long> timeoutsMs, Clock clock) {
        this.outputs = outputs;
        this.clock = clock;
        Map<Long, List<Output>> byTimeout = new TreeMap<>();
        List<Output> others = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            if (timeoutsMs.get(i) >= 0) {
                byTimeout
                        .computeIfAbsent(timeoutsMs.get(i), timeout -> new ArrayList<>())
                        .add(outputs.get(i));
            } else {
                others.add(outputs.get(i));
            }
        }
        long now = clock.nanoTime();
        this.withoutTimeout = new Timed(Long.MAX_VALUE, others, now);
        this.timed = byTimeout.entrySet().stream()
                .map(each -> new Timed(TimeUnit.MILLISECONDS.toNanos(each.getKey()), each.getValue(), now))
                .toArray(Timed[]::new);
    }

    /** Called when there is no input at the moment: flushes all outputs. */
    void onIdle() {
        for (Output output : outputs) {
            output.flush();
        }
    }

    /** Called after some input, when there may be more: flushes the outputs whose timeout has passed. */
    void onProgress() {
        if (timed.length == 0) {
            return;
        }
        long now = clock.nanoTime();
        for (Timed each : timed) {
            each.onProgress(now);
        }
    }

    /**
     * Called when time has passed and it is unknown whether the source emits, as for a source function. Flushes outputs
     * that were not flushed for their timeout, or for the given time if that is shorter.
     *
     * @return the time until the next flush is due
     */
    long onTimePassed(long mostNs) {
        long now = clock.nanoTime();
        long next = withoutTimeout.onTimePassed(now, mostNs);
        for (Timed each : timed) {
            next = Math.min(next, each.onTimePassed(now, mostNs));
        }
        return next;
    }
}
