package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.eventtime.TimestampAssignerSupplier;
import dev.weft.api.common.eventtime.WatermarkGeneratorSupplier;
import dev.weft.engine.common.Clock;
import dev.weft.metrics.MetricGroup;
import dev.weft.util.clock.RelativeClock;

/**
 * The context of a watermark strategy's timestamp assigner and watermark generator.
 *
 * @param clock stands still while the input is held back
 */
record WatermarkStrategyContext(MetricGroup metrics, RelativeClock clock)
        implements WatermarkGeneratorSupplier.Context, TimestampAssignerSupplier.Context {

    /** For an input that is never paused. */
    WatermarkStrategyContext(MetricGroup metrics, Clock clock) {
        this(metrics, relative(clock));
    }

    /** The engine's clock behind the API's interface. */
    static RelativeClock relative(Clock clock) {
        return new EngineClock(clock);
    }

    private record EngineClock(Clock clock) implements RelativeClock {
        @Override
        public long relativeTimeMillis() {
            return clock.nanoTime() / 1_000_000;
        }

        @Override
        public long relativeTimeNanos() {
            return clock.nanoTime();
        }
    }

    @Override
    public MetricGroup getMetricGroup() {
        return metrics;
    }

    @Override
    public RelativeClock getInputActivityClock() {
        return clock;
    }
}
