package dev.weft.api.common.eventtime;

import java.time.Duration;
import java.util.Objects;

/**
 * Decorates a watermark strategy with another timestamp assigner, idleness or alignment. Immutable; null means: as the
 * base has it.
 */
final class DerivedWatermarkStrategy<T> implements WatermarkStrategy<T> {
    private static final long serialVersionUID = 1L;

    private final WatermarkStrategy<T> base;
    private final TimestampAssignerSupplier<T> assigner;
    private final Duration idleTimeout;
    private final WatermarkAlignmentParams alignment;

    DerivedWatermarkStrategy(WatermarkStrategy<T> base) {
        this(base, null, null, null);
    }

    private DerivedWatermarkStrategy(
            WatermarkStrategy<T> base,
            TimestampAssignerSupplier<T> assigner,
            Duration idleTimeout,
            WatermarkAlignmentParams alignment) {
        this.base = base;
        this.assigner = assigner;
        this.idleTimeout = idleTimeout;
        this.alignment = alignment;
    }

    WatermarkStrategy<T> withAssigner(TimestampAssignerSupplier<T> newAssigner) {
        return new DerivedWatermarkStrategy<>(
                base, Objects.requireNonNull(newAssigner, "timestampAssigner"), idleTimeout, alignment);
    }

    WatermarkStrategy<T> withIdleTimeout(Duration newIdleTimeout) {
        if (newIdleTimeout.isZero() || newIdleTimeout.isNegative()) {
            throw new IllegalArgumentException("the idle timeout is " + newIdleTimeout + ", it must be above zero");
        }
        return new DerivedWatermarkStrategy<>(base, assigner, newIdleTimeout, alignment);
    }

    WatermarkStrategy<T> withAlignment(WatermarkAlignmentParams newAlignment) {
        return new DerivedWatermarkStrategy<>(base, assigner, idleTimeout, newAlignment);
    }

    @Override
    public WatermarkGenerator<T> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        WatermarkGenerator<T> generator = base.createWatermarkGenerator(context);
        return idleTimeout == null
                ? generator
                : new WatermarksWithIdleness<>(generator, idleTimeout, context.getInputActivityClock());
    }

    @Override
    public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (assigner == null ? base : assigner).createTimestampAssigner(context);
    }

    @Override
    public WatermarkAlignmentParams getAlignmentParameters() {
        return alignment == null ? base.getAlignmentParameters() : alignment;
    }
}
