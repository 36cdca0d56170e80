package dev.weft.streaming.api.windowing.triggers;

import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.ReducingState;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.typeutils.base.LongSerializer;
import dev.weft.streaming.api.windowing.triggers.Trigger.OnMergeContext;
import dev.weft.streaming.api.windowing.triggers.Trigger.TriggerContext;
import dev.weft.streaming.api.windowing.windows.Window;
import java.io.Serializable;
import java.time.Duration;

/**
 * Periodic timer of a continuous trigger: one timer per window, at multiples of a period but never after the window's
 * end. The timer's time is per-window state; merged windows keep the earliest.
 */
final class Rhythm implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long periodMs;
    private final boolean byClock;
    private final ReducingStateDescriptor<Long> due;

    /** @param byClock whether the period is of processing time, else of event time */
    private Rhythm(long periodMs, boolean byClock, String stateName) {
        if (periodMs < 1) {
            throw new IllegalArgumentException(
                    "the interval of a continuous trigger is " + periodMs + " ms, it must be at least 1 ms");
        }
        this.periodMs = periodMs;
        this.byClock = byClock;
        ReduceFunction<Long> earliest = Math::min;
        this.due = new ReducingStateDescriptor<>(stateName, earliest, LongSerializer.INSTANCE);
    }

    static Rhythm ofEventTime(Duration period) {
        return new Rhythm(period.toMillis(), false, "next-beat-of-event-time");
    }

    static Rhythm ofTheClock(Duration period) {
        return new Rhythm(period.toMillis(), true, "next-beat-of-the-clock");
    }

    long periodMs() {
        return periodMs;
    }

    /** Sets the window's first timer, behind a time; does nothing if there is a timer. */
    void begin(long timeMs, Window window, TriggerContext context) throws Exception {
        ReducingState<Long> beat = context.getPartitionedState(due);
        if (beat.get() == null) {
            set(timeMs - Math.floorMod(timeMs, periodMs) + periodMs, timeMs, window, context, beat);
        }
    }

    /** Whether a timer that fires is the window's; if so, it is not set any more. */
    boolean take(long timeMs, TriggerContext context) throws Exception {
        ReducingState<Long> beat = context.getPartitionedState(due);
        Long expected = beat.get();
        boolean its = expected != null && expected == timeMs;
        if (its) {
            beat.clear();
        }
        return its;
    }

    /** Sets the timer that follows one at this time. */
    void goOn(long timeMs, Window window, TriggerContext context) throws Exception {
        set(timeMs + periodMs, timeMs, window, context, context.getPartitionedState(due));
    }

    /** Sets a timer at the end of a window, and no other before it. */
    void goOnAtTheEnd(Window window, TriggerContext context) throws Exception {
        context.getPartitionedState(due).add(window.maxTimestamp());
        register(window.maxTimestamp(), context);
    }

    private void set(long nextMs, long nowMs, Window window, TriggerContext context, ReducingState<Long> beat)
            throws Exception {
        // by the clock a window of event time may have ended long ago; then its end is no limit
        boolean ahead = !byClock || window.maxTimestamp() > nowMs;
        long at = ahead ? Math.min(nextMs, window.maxTimestamp()) : nextMs;
        beat.add(at);
        register(at, context);
    }

    private void register(long timeMs, TriggerContext context) {
        if (byClock) {
            context.registerProcessingTimeTimer(timeMs);
        } else {
            context.registerEventTimeTimer(timeMs);
        }
    }

    /** The windows have become one: its timer is the earliest of theirs. */
    void merge(OnMergeContext context) throws Exception {
        context.mergePartitionedState(due);
        Long earliest = context.getPartitionedState(due).get();
        if (earliest != null) {
            register(earliest, context);
        }
    }

    void end(TriggerContext context) throws Exception {
        ReducingState<Long> beat = context.getPartitionedState(due);
        Long set = beat.get();
        if (set == null) {
            return;
        }
        beat.clear();
        if (byClock) {
            context.deleteProcessingTimeTimer(set);
        } else {
            context.deleteEventTimeTimer(set);
        }
    }
}
