package dev.weft.streaming.api.windowing.assigners;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.triggers.EventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Windows of one size that follow each other, of event time. */
public class TumblingEventTimeWindows extends WindowAssigner<Object, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final long size;
    private final long globalOffset;
    private final WindowStagger windowStagger;
    private transient long offset;
    private transient boolean staggered;

    /** For subclasses: length and offset in milliseconds. */
    protected TumblingEventTimeWindows(long size, long offset, WindowStagger windowStagger) {
        Alignment.checked("TumblingEventTimeWindows", size, size, offset);
        this.size = size;
        this.globalOffset = offset;
        this.windowStagger = Objects.requireNonNull(windowStagger, "windowStagger");
    }

    /**
     * Windows of event time of one length, one after the other, aligned to the epoch.
     *
     * @param size the length of a window, above zero
     */
    public static TumblingEventTimeWindows of(Time size) {
        return new TumblingEventTimeWindows(size.toMilliseconds(), 0, WindowStagger.ALIGNED);
    }

    /** @param offset where a window begins, as a distance from 1970-01-01T00:00Z */
    public static TumblingEventTimeWindows of(Time size, Time offset) {
        return new TumblingEventTimeWindows(size.toMilliseconds(), offset.toMilliseconds(), WindowStagger.ALIGNED);
    }

    /** @param windowStagger whether all parallel instances have the same windows */
    public static TumblingEventTimeWindows of(Time size, Time offset, WindowStagger windowStagger) {
        return new TumblingEventTimeWindows(size.toMilliseconds(), offset.toMilliseconds(), windowStagger);
    }

    /**
     * Windows of event time of one length, one after the other, aligned to the epoch.
     *
     * @param size the length of a window, above zero
     */
    public static TumblingEventTimeWindows of(Duration size) {
        return new TumblingEventTimeWindows(size.toMillis(), 0, WindowStagger.ALIGNED);
    }

    /** @param offset where a window begins, as a distance from 1970-01-01T00:00Z */
    public static TumblingEventTimeWindows of(Duration size, Duration offset) {
        return new TumblingEventTimeWindows(size.toMillis(), offset.toMillis(), WindowStagger.ALIGNED);
    }

    /** @param windowStagger whether all parallel instances have the same windows */
    public static TumblingEventTimeWindows of(Duration size, Duration offset, WindowStagger windowStagger) {
        return new TumblingEventTimeWindows(size.toMillis(), offset.toMillis(), windowStagger);
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
        long start = Alignment.lastStart(timestamp, offset(context), size, size, this);
        return List.of(new TimeWindow(start, start + size));
    }

    @Override
    public Trigger<Object, TimeWindow> getDefaultTrigger() {
        return EventTimeTrigger.create();
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
        return true;
    }

    @Override
    public String toString() {
        return "TumblingEventTimeWindows(" + size + ")";
    }
}
