package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.eventtime.TimestampAssignerSupplier;
import dev.weft.api.common.eventtime.WatermarkGeneratorSupplier;
import dev.weft.metrics.MetricGroup;

/** What a watermark strategy sees of its surroundings. */
record MetricsOfStrategy(MetricGroup metrics)
        implements WatermarkGeneratorSupplier.Context, TimestampAssignerSupplier.Context {

    @Override
    public MetricGroup getMetricGroup() {
        return metrics;
    }
}
