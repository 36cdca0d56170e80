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
 * after the buffer timeout of the output, whatever that of its other outputs is. The clock is read once a batch, not once a
 * record.
 */
final class Flushing {

    private final List<Output> outputs;
    private final Clock clock;
    private final Timed[] timed;
    /** Those without a timeout. */
    private final Timed unhurried;

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
                flush(nowNs);
            }
        }

        /** @return how long nothing is due; an output without patience hands over every record itself */
        long onDoubt(long nowNs, long patienceNs) {
            long limitNs = timeoutNs == 0 ? patienceNs : Math.min(timeoutNs, patienceNs);
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
        this.unhurried = new Timed(Long.MAX_VALUE, others, now);
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

    /**
     * Time has passed, and nobody can tell whether there is more: hands over what has waited for its timeout, and all that
     * has waited for {@code patienceNs}.
     *
     * @return how long nothing is due
     */
    long onDoubt(long patienceNs) {
        long now = clock.nanoTime();
        long next = unhurried.onDoubt(now, patienceNs);
        for (Timed each : timed) {
            next = Math.min(next, each.onDoubt(now, patienceNs));
        }
        return next;
    }
}
