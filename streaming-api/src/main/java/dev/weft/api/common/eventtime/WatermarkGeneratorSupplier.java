package dev.weft.api.common.eventtime;

import dev.weft.metrics.MetricGroup;
import dev.weft.util.clock.RelativeClock;
import dev.weft.util.clock.SystemClock;
import java.io.Serializable;

/** Makes the watermark generator of one task or split. */
@FunctionalInterface
public interface WatermarkGeneratorSupplier<T> extends Serializable {
    /** Makes the generator, once for each parallel instance or split. */
    WatermarkGenerator<T> createWatermarkGenerator(Context context);

    /** What the generator may use. */
    interface Context {
        /** Where the generator registers metrics. */
        MetricGroup getMetricGroup();

        /** A clock that stands still while the input is held back by others. */
        default RelativeClock getInputActivityClock() {
            return SystemClock.getInstance();
        }
    }
}
