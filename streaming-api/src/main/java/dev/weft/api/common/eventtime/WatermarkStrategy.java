package dev.weft.api.common.eventtime;

import java.time.Duration;

/**
 * How elements get timestamps and how watermarks follow from them. Serializable; the {@code with} methods leave a
 * strategy as it is and return a new one.
 */
public interface WatermarkStrategy<T> extends TimestampAssignerSupplier<T>, WatermarkGeneratorSupplier<T> {
    @Override
    WatermarkGenerator<T> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context);

    /** By default elements keep the timestamps that their source attached. */
    @Override
    default TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return new RecordTimestampAssigner<>();
    }

    /** Whether and how sources with this strategy wait for each other. */
    default WatermarkAlignmentParams getAlignmentParameters() {
        return WatermarkAlignmentParams.WATERMARK_ALIGNMENT_DISABLED;
    }

    /** The same watermarks, with timestamps from this assigner. */
    default WatermarkStrategy<T> withTimestampAssigner(TimestampAssignerSupplier<T> timestampAssigner) {
        return new DerivedWatermarkStrategy<>(this).withAssigner(timestampAssigner);
    }

    /** The same watermarks, with timestamps from this function. */
    default WatermarkStrategy<T> withTimestampAssigner(SerializableTimestampAssigner<T> timestampAssigner) {
        return withTimestampAssigner(TimestampAssignerSupplier.of(timestampAssigner));
    }

    /** Marks an input idle when no element came for that long. */
    default WatermarkStrategy<T> withIdleness(Duration idleTimeout) {
        return new DerivedWatermarkStrategy<>(this).withIdleTimeout(idleTimeout);
    }

    /** As the method with an update interval, with an interval of one second. */
    default WatermarkStrategy<T> withWatermarkAlignment(String watermarkGroup, Duration maxAllowedWatermarkDrift) {
        return withWatermarkAlignment(watermarkGroup, maxAllowedWatermarkDrift, Duration.ofSeconds(1));
    }

    /**
     * Lets sources of a group wait for the slowest one: a reader that is too far ahead pauses.
     *
     * @param watermarkGroup names the group; all its sources give the same drift
     * @param maxAllowedWatermarkDrift how far a reader may be ahead of the slowest one
     * @param updateInterval how often readers tell how far they are
     */
    default WatermarkStrategy<T> withWatermarkAlignment(
            String watermarkGroup, Duration maxAllowedWatermarkDrift, Duration updateInterval) {
        return new DerivedWatermarkStrategy<>(this)
                .withAlignment(new WatermarkAlignmentParams(
                        maxAllowedWatermarkDrift.toMillis(), watermarkGroup, updateInterval.toMillis()));
    }

    /** For timestamps that never go back. */
    static <T> WatermarkStrategy<T> forMonotonousTimestamps() {
        return context -> new AscendingTimestampsWatermarks<>();
    }

    /** For timestamps that go back by at most that much. */
    static <T> WatermarkStrategy<T> forBoundedOutOfOrderness(Duration maxOutOfOrderness) {
        return context -> new BoundedOutOfOrdernessWatermarks<>(maxOutOfOrderness);
    }

    /** Watermarks from a generator of the program. */
    static <T> WatermarkStrategy<T> forGenerator(WatermarkGeneratorSupplier<T> generatorSupplier) {
        return generatorSupplier::createWatermarkGenerator;
    }

    /** No watermarks: for programs in which event time does not matter. Bounded input still ends with the last one. */
    static <T> WatermarkStrategy<T> noWatermarks() {
        return context -> new NoWatermarksGenerator<>();
    }
}
