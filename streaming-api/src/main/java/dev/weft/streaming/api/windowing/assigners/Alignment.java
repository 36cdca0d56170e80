package dev.weft.streaming.api.windowing.assigners;

import dev.weft.annotation.Internal;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import java.util.Optional;

/**
 * Where the time windows lie that do not depend on the elements: one starts at {@code offsetMs}, the others at whole
 * slides from it. Also the checks that all such assigners share.
 */
@Internal
public record Alignment(long sizeMs, long slideMs, long offsetMs) {

    /** The windows of an assigner, when it is one whose windows are the same for all keys and instances. */
    public static Optional<Alignment> of(WindowAssigner<?, ?> assigner) {
        Class<?> exact = assigner.getClass();
        if (exact == TumblingEventTimeWindows.class) {
            return ((TumblingEventTimeWindows) assigner).alignment();
        }
        if (exact == TumblingProcessingTimeWindows.class) {
            return ((TumblingProcessingTimeWindows) assigner).alignment();
        }
        if (exact == SlidingEventTimeWindows.class) {
            return Optional.of(((SlidingEventTimeWindows) assigner).alignment());
        }
        if (exact == SlidingProcessingTimeWindows.class) {
            return Optional.of(((SlidingProcessingTimeWindows) assigner).alignment());
        }
        return Optional.empty();
    }

    /** What gives the gaps of an assigner's sessions, when each element has one of its own. */
    public static Optional<SessionWindowTimeGapExtractor<?>> dynamicGap(WindowAssigner<?, ?> assigner) {
        Class<?> exact = assigner.getClass();
        if (exact == DynamicEventTimeSessionWindows.class) {
            return Optional.of(((DynamicEventTimeSessionWindows<?>) assigner).sessionWindowTimeGapExtractor);
        }
        if (exact == DynamicProcessingTimeSessionWindows.class) {
            return Optional.of(((DynamicProcessingTimeSessionWindows<?>) assigner).sessionWindowTimeGapExtractor);
        }
        return Optional.empty();
    }

    /** Checks what a program asks for. */
    static Alignment checked(String what, long sizeMs, long slideMs, long offsetMs) {
        if (sizeMs <= 0) {
            throw new IllegalArgumentException(
                    "the size of " + what + " is " + sizeMs + " ms, it must be at least 1 ms");
        }
        if (slideMs <= 0) {
            throw new IllegalArgumentException(
                    "the slide of " + what + " is " + slideMs + " ms, it must be at least 1 ms");
        }
        if (Math.abs(offsetMs) >= slideMs) {
            throw new IllegalArgumentException("the offset of " + what + " is " + offsetMs
                    + " ms, it must be smaller than " + slideMs + " ms, after which the windows repeat");
        }
        return new Alignment(sizeMs, slideMs, offsetMs);
    }

    /** The start of the last window that contains the timestamp. */
    static long lastStart(long timestamp, long offset, long slide, long size, WindowAssigner<?, ?> of) {
        if (timestamp == Long.MIN_VALUE) {
            throw noTimestamp(of);
        }
        long start = TimeWindow.getWindowStartWithOffset(timestamp, offset, slide);
        boolean shiftOverflows = offset < 0 && timestamp - offset < timestamp;
        if (shiftOverflows || start > timestamp || start + size < start || timestamp - size > timestamp) {
            throw outOfRange(timestamp, of);
        }
        return start;
    }

    private static IllegalArgumentException outOfRange(long timestamp, WindowAssigner<?, ?> of) {
        return new IllegalArgumentException("timestamp " + timestamp + " is too far from 1970 for " + of
                + ": its windows would begin or end outside the range of a long; check what assigns the timestamps");
    }

    /** What to say of an event-time window over an element that has no timestamp. */
    static IllegalArgumentException noTimestamp(WindowAssigner<?, ?> of) {
        return new IllegalArgumentException("an element without a timestamp came to " + of
                + ": assign timestamps by assignTimestampsAndWatermarks(...) or at the source, or use windows of"
                + " processing time");
    }

    /** The session that one element begins. */
    static TimeWindow session(long timestamp, long gap, WindowAssigner<?, ?> of) {
        if (timestamp == Long.MIN_VALUE) {
            throw noTimestamp(of);
        }
        if (timestamp + gap < timestamp) {
            throw outOfRange(timestamp, of);
        }
        return new TimeWindow(timestamp, timestamp + gap);
    }

    /**
     * Returns the gap.
     *
     * @throws IllegalArgumentException if it is below 1 ms
     */
    public static long checkedGap(long gapMs, String what) {
        if (gapMs <= 0) {
            throw new IllegalArgumentException("the gap of " + what + " is " + gapMs + " ms, it must be at least 1 ms");
        }
        return gapMs;
    }
}
