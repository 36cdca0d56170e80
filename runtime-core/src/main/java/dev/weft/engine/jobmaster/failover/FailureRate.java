package dev.weft.engine.jobmaster.failover;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Restart strategy that restarts after every failure, unless the interval before it contains too many restarts. */
final class FailureRate implements RestartStrategy {

    private final int maxFailures;
    private final Duration interval;
    private final Duration delay;
    /** Times of the latest failures that were followed by a restart, oldest first; at most {@link #maxFailures}. */
    private final Deque<Long> answeredNs = new ArrayDeque<>();

    FailureRate(int maxFailures, Duration interval, Duration delay) {
        this.maxFailures = maxFailures;
        this.interval = interval;
        this.delay = delay;
    }

    @Override
    public Decision onFailure(long nowNs) {
        while (!answeredNs.isEmpty() && nowNs - answeredNs.getFirst() >= interval.toNanos()) {
            answeredNs.removeFirst();
        }
        if (answeredNs.size() >= maxFailures) {
            return new Decision.GiveUp("it has failed " + (maxFailures + 1) + " times within " + interval.toMillis()
                    + " ms, more than restart-strategy.failure-rate.max-failures-per-interval = " + maxFailures
                    + " allows");
        }
        answeredNs.addLast(nowNs);
        return new Decision.Restart(delay);
    }
}
