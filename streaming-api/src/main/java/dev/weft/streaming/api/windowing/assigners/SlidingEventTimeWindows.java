package dev.weft.streaming.api.windowing.assigners;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.triggers.EventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Windows of one size of which one begins with every slide, of event time. An element is in size / slide of them. */
public class SlidingEventTimeWindows extends WindowAssigner<Object, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final long size;
    private final long slide;
    private final long offset;

    /** For subclasses: length, distance and offset in milliseconds. */
    protected SlidingEventTimeWindows(long size, long slide, long offset) {
        Alignment.checked("SlidingEventTimeWindows", size, slide, offset);
        this.size = size;
        this.slide = slide;
        this.offset = offset;
    }

    /**
     * Windows of event time of one length that begin at regular distances, aligned to the epoch.
     *
     * @param size the length of a window, above zero
     * @param slide the distance between the beginnings of two windows, above zero
     */
    public static SlidingEventTimeWindows of(Time size, Time slide) {
        return new SlidingEventTimeWindows(size.toMilliseconds(), slide.toMilliseconds(), 0);
    }

    /** @param offset where a window begins, as a distance from 1970-01-01T00:00Z */
    public static SlidingEventTimeWindows of(Time size, Time slide, Time offset) {
        return new SlidingEventTimeWindows(size.toMilliseconds(), slide.toMilliseconds(), offset.toMilliseconds());
    }

    /**
     * Windows of event time of one length that begin at regular distances, aligned to the epoch.
     *
     * @param size the length of a window, above zero
     * @param slide the distance between the beginnings of two windows, above zero
     */
    public static SlidingEventTimeWindows of(Duration size, Duration slide) {
        return new SlidingEventTimeWindows(size.toMillis(), slide.toMillis(), 0);
    }

    /** @param offset where a window begins, as a distance from 1970-01-01T00:00Z */
    public static SlidingEventTimeWindows of(Duration size, Duration slide, Duration offset) {
        return new SlidingEventTimeWindows(size.toMillis(), slide.toMillis(), offset.toMillis());
    }

    /** The length of a window, in milliseconds. */
    public long getSize() {
        return size;
    }

    /** The distance between the beginnings of two windows, in milliseconds. */
    public long getSlide() {
        return slide;
    }

    Alignment alignment() {
        return new Alignment(size, slide, offset);
    }

    @Override
    public Collection<TimeWindow> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
        List<TimeWindow> windows = new ArrayList<>((int) Math.min(size / slide + 1, 1024));
        long last = Alignment.lastStart(timestamp, offset, slide, size, this);
        for (long start = last; start > timestamp - size; start -= slide) {
            windows.add(new TimeWindow(start, start + size));
        }
        return windows;
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
        return "SlidingEventTimeWindows(" + size + ", " + slide + ")";
    }
}
