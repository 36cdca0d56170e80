package dev.weft.engine.jobmaster.failover;

import java.time.Duration;

/** Restart strategy with a maximum number of restarts in the life of a job, each after the same delay. */
final class FixedDelay implements RestartStrategy {

    private final int attempts;
    private final Duration delay;
    private int used;

    FixedDelay(int attempts, Duration delay) {
        this.attempts = attempts;
        this.delay = delay;
    }

    @Override
    public Decision onFailure(long nowNs) {
        if (used >= attempts) {
            return new Decision.GiveUp("it was restarted " + used + " times, as often as"
                    + " restart-strategy.fixed-delay.attempts allows");
        }
        used++;
        return new Decision.Restart(delay);
    }
}
