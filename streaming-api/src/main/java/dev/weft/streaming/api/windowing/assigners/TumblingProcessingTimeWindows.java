package dev.weft.streaming.api.windowing.assigners;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.triggers.ProcessingTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Windows of one size that follow each other, of processing time. */
public class TumblingProcessingTimeWindows extends WindowAssigner<Object, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final long size;
    private final long globalOffset;
    private final WindowStagger windowStagger;
    private transient long offset;
    private transient boolean staggered;

    private TumblingProcessingTimeWindows(long size, long offset, WindowStagger windowStagger) {
        Alignment.checked("TumblingProcessingTimeWindows", size, size, offset);
        this.size = size;
        this.globalOffset = offset;
        this.windowStagger = Objects.requireNonNull(windowStagger, "windowStagger");
    }

    /**
     * Windows of processing time of one length, one after the other, aligned to the epoch.
     *
     * @param size the length of a window, above zero
     */
    public static TumblingProcessingTimeWindows of(Time size) {
        return new TumblingProcessingTimeWindows(size.toMilliseconds(), 0, WindowStagger.ALIGNED);
    }

    /** @param offset where a window begins, as a distance from 1970-01-01T00:00Z */
    public static TumblingProcessingTimeWindows of(Time size, Time offset) {
        return new TumblingProcessingTimeWindows(size.toMilliseconds(), offset.toMilliseconds(), WindowStagger.ALIGNED);
    }

    /** @param windowStagger whether all parallel instances have the same windows */
    public static TumblingProcessingTimeWindows of(Time size, Time offset, WindowStagger windowStagger) {
        return new TumblingProcessingTimeWindows(size.toMilliseconds(), offset.toMilliseconds(), windowStagger);
    }

    /**
     * Windows of processing time of one length, one after the other, aligned to the epoch.
     *
     * @param size the length of a window, above zero
     */
    public static TumblingProcessingTimeWindows of(Duration size) {
        return new TumblingProcessingTimeWindows(size.toMillis(), 0, WindowStagger.ALIGNED);
    }

    /** @param offset where a window begins, as a distance from 1970-01-01T00:00Z */
    public static TumblingProcessingTimeWindows of(Duration size, Duration offset) {
        return new TumblingProcessingTimeWindows(size.toMillis(), offset.toMillis(), WindowStagger.ALIGNED);
    }

    /** @param windowStagger whether all parallel instances have the same windows */
    public static TumblingProcessingTimeWindows of(Duration size, Duration offset, WindowStagger windowStagger) {
        return new TumblingProcessingTimeWindows(size.toMillis(), offset.toMillis(), windowStagger);
    }

    /** The length of a window, in milliseconds. */
    public long getSize() {
        return size;
    }

    Optional<Alignment> alignment() {
        return windowStagger == WindowStagger.ALIGNED
                ? Optional.of(new Alignment(size, size, globalOffset))
                : Optional.empty();
    }

    private long offset(WindowAssignerContext context) {
        if (!staggered) {
            long stagger = windowStagger.getStaggerOffset(context.getCurrentProcessingTime(), size);
            offset = (globalOffset + stagger) % size;
            staggered = true;
        }
        return offset;
    }

    @Override
    public Collection<TimeWindow> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
        long start = Alignment.lastStart(context.getCurrentProcessingTime(), offset(context), size, size, this);
        return List.of(new TimeWindow(start, start + size));
    }

    @Override
    public Trigger<Object, TimeWindow> getDefaultTrigger() {
        return ProcessingTimeTrigger.create();
    }

    @Override
    public Trigger<Object, TimeWindow> getDefaultTrigger(StreamExecutionEnvironment env) {
        return getDefaultTrigger();
    }

    @Override
    public TypeSerializer<TimeWindow> getWindowSerializer(ExecutionConfig executionConfig) {
        return new TimeWindow.Serializer();
    }

    @Override
    public boolean isEventTime() {
        return false;
    }

    @Override
    public String toString() {
        return "TumblingProcessingTimeWindows(" + size + ")";
    }
}
