package dev.weft.streaming.runtime.operators.util;

import dev.weft.api.common.eventtime.TimestampAssigner;
import dev.weft.api.common.eventtime.TimestampAssignerSupplier;
import dev.weft.api.common.eventtime.WatermarkGenerator;
import dev.weft.api.common.eventtime.WatermarkGeneratorSupplier;
import dev.weft.api.common.eventtime.WatermarkOutput;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.streaming.api.functions.AssignerWithPunctuatedWatermarks;
import dev.weft.streaming.api.watermark.Watermark;
import java.util.Objects;

/** Asks an older assigner for its watermark after every element. */
public final class AssignerWithPunctuatedWatermarksAdapter<T> implements WatermarkGenerator<T> {
    private final AssignerWithPunctuatedWatermarks<T> assigner;

    /** A generator of watermarks that asks the assigner. */
    public AssignerWithPunctuatedWatermarksAdapter(AssignerWithPunctuatedWatermarks<T> assigner) {
        this.assigner = Objects.requireNonNull(assigner, "assigner");
    }

    @Override
    public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {
        emit(assigner.checkAndGetNextWatermark(event, eventTimestamp), output);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}

    private static void emit(Watermark watermark, WatermarkOutput output) {
        if (watermark != null) {
            output.emitWatermark(new dev.weft.api.common.eventtime.Watermark(watermark.getTimestamp()));
        }
    }

    /** The assigner as a strategy: one object gives the timestamps and the watermarks of a task. */
    public static final class Strategy<T> implements WatermarkStrategy<T> {
        private static final long serialVersionUID = 1L;

        private final AssignerWithPunctuatedWatermarks<T> wms;

        /** A strategy with this assigner for timestamps and watermarks. */
        public Strategy(AssignerWithPunctuatedWatermarks<T> wms) {
            this.wms = Objects.requireNonNull(wms, "wms");
        }

        @Override
        public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
            return wms;
        }

        @Override
        public WatermarkGenerator<T> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
            return new AssignerWithPunctuatedWatermarksAdapter<>(wms);
        }
    }
}
