package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.eventtime.TimestampAssignerSupplier;
import dev.weft.api.common.eventtime.WatermarkGeneratorSupplier;
import dev.weft.metrics.MetricGroup;
import dev.weft.util.clock.RelativeClock;
import dev.weft.util.clock.SystemClock;

/**
 * What a watermark strategy sees of its surroundings.
 *
 * @param clock stands still while the input is held back
 */
record MetricsOfStrategy(MetricGroup metrics, RelativeClock clock)
        implements WatermarkGeneratorSupplier.Context, TimestampAssignerSupplier.Context {

    MetricsOfStrategy(MetricGroup metrics) {
        this(metrics, SystemClock.getInstance());
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
