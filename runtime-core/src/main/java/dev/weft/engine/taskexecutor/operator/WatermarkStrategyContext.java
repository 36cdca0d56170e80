package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.eventtime.TimestampAssignerSupplier;
import dev.weft.api.common.eventtime.WatermarkGeneratorSupplier;
import dev.weft.engine.exchange.Backpressure;
import dev.weft.metrics.MetricGroup;
import dev.weft.util.clock.RelativeClock;

/**
 * The context of a watermark strategy's timestamp assigner and watermark generator.
 *
 * @param clock stands still while the input is held back
 */
record WatermarkStrategyContext(MetricGroup metrics, RelativeClock clock)
        implements WatermarkGeneratorSupplier.Context, TimestampAssignerSupplier.Context {

    /** Time that stands still while the task takes no input because what it emits has no room. */
    static RelativeClock inputActivity(Backpressure backpressure) {
        return new InputActivity(backpressure);
    }

    private record InputActivity(Backpressure backpressure) implements RelativeClock {
        @Override
        public long relativeTimeMillis() {
            return relativeTimeNanos() / 1_000_000;
        }

        @Override
        public long relativeTimeNanos() {
            return backpressure.inputActivityNs();
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
